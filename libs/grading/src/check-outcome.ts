/**
 * What a check found. Failed is a verdict about the learner's work; inconclusive is not (the
 * cluster could not be asked) and never counts against the learner.
 */
export type CheckOutcome =
  | { readonly status: 'passed' }
  | {
      readonly status: 'failed';
      /** One sentence a beginner understands; always shown. */
      readonly reason: string;
      readonly expected?: string;
      readonly actual?: string;
      readonly evidence: readonly Evidence[];
    }
  | { readonly status: 'inconclusive'; readonly why: string };

/** Where the verdict comes from: the object, the field in it, the rule that decided. */
export interface Evidence {
  /** Such as `Role atlas/pod-reader`. */
  readonly object: string;
  /** Such as `rules[0].verbs`. */
  readonly fieldPath?: string;
  readonly message: string;
}
