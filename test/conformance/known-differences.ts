/** A command that prints something else on the embedded cluster than was recorded, and why. */
export interface KnownDifference {
  /** Such as `rbac/roles`. */
  readonly suite: string;
  /** Its first words, enough to tell it from the suite's others. */
  readonly command: string;
  readonly why: string;
}

/** Differences that are accepted for now. Whoever mends one takes its line away. */
export const knownDifferences: readonly KnownDifference[] = [];
