import { type Container, containersOf, type Pod } from './pod.js';

/** `"a", "b"`. */
export function quoted(words: Iterable<string>): string {
  return [...words].map((word) => `"${word}"`).join(', ');
}

export function plural(noun: string, count: number): string {
  return count === 1 ? noun : `${noun}s`;
}

/** `container "a"`, `containers "a", "b"`. */
export function named(noun: string, names: readonly string[]): string {
  return `${plural(noun, names.length)} ${quoted(names)}`;
}

/** Each once, sorted, as upstream lists the values of a set. */
export function sortedSet(words: Iterable<string>): string[] {
  return [...new Set(words)].sort();
}

/** The names of the containers of which something holds. */
export function namesWhere(pod: Pod, holds: (container: Container) => boolean): string[] {
  return containersOf(pod)
    .filter(holds)
    .map(({ name = '' }) => name);
}

/** Who set a forbidden value: `pod and container "a"`. Empty for nobody. */
export function setters(isPod: boolean, containers: readonly string[]): string[] {
  return [
    ...(isPod ? ['pod'] : []),
    ...(containers.length > 0 ? [named('container', containers)] : []),
  ];
}
