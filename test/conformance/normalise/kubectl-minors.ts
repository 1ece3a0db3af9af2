/**
 * What kubectl itself words differently from minor to minor and no server has a part in, brought to
 * one form, so that one recording serves several clients.
 */
interface Wording {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const wordings: readonly Wording[] = [
  // Since 1.34 kubectl delete names the namespace.
  { pattern: /( (?:force )?deleted) from \S+ namespace/g, replacement: '$1' },
  // Until 1.34 objects that were never on a server were printed with an empty time.
  { pattern: /^ *creationTimestamp: null\n/gm, replacement: '' },
];

export function unifyKubectlMinors(text: string): string {
  return wordings.reduce(
    (current, { pattern, replacement }) => current.replace(pattern, replacement),
    text,
  );
}
