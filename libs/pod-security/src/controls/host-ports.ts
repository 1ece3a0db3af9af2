import type { Control, Forbidden } from '../control.js';
import { type Container, containersOf, type Pod } from '../pod.js';
import { named, namesWhere, plural, sortedSet } from '../wording.js';

/** Baseline, "Host Ports": no container takes a port of its node. */
export const hostPorts: Control = {
  id: 'hostPorts',
  level: 'baseline',
  versions: [{ since: 0, check }],
};

function check(pod: Pod): Forbidden | undefined {
  const names = namesWhere(pod, (container) => portsOf(container).length > 0);
  if (names.length === 0) return undefined;
  const ports = sortedSet(containersOf(pod).flatMap(portsOf));
  const verb = names.length === 1 ? 'uses' : 'use';
  return {
    reason: 'hostPort',
    detail: `${named('container', names)} ${verb} ${plural('hostPort', ports.length)} ${ports.join(', ')}`,
  };
}

function portsOf({ ports = [] }: Container): string[] {
  return ports.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []));
}
