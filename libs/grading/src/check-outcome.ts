/**
 * What a check found. Failed is a verdict about the learner's work; inconclusive is not (the
 * cluster could not be asked) and never counts against the learner.
 */
export type CheckOutcome = Passed | Failed | Inconclusive;

export interface Passed {
  readonly status: 'passed';
}
export interface Failed {
  readonly status: 'failed';
  /** One sentence a beginner understands; always shown. */
  readonly reason: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly evidence: readonly Evidence[];
}
export interface Inconclusive {
  readonly status: 'inconclusive';
  readonly why: string;
}

/** Where the verdict comes from: the object, the field in it, the rule that decided. */
export interface Evidence {
  /** Such as `Role atlas/pod-reader`. */
  readonly object: string;
  /** Such as `rules[0].verbs`. */
  readonly fieldPath?: string;
  readonly message: string;
}

export const passed: Passed = { status: 'passed' };

export interface FailureDetail {
  /** What there should be: never more of the answer than a learner may know. */
  readonly expected: string;
  /** What there is. */
  readonly actual: string;
  /** Left out: the subject of the check, with what there is. */
  readonly evidence?: readonly Evidence[];
}

export function failed(reason: string, detail: FailureDetail): Failed {
  return { status: 'failed', reason, ...detail, evidence: detail.evidence ?? [] };
}

export function inconclusive(why: string): Inconclusive {
  return { status: 'inconclusive', why };
}

/** Whether a learner would see any difference. */
export function sameOutcome(a: CheckOutcome | undefined, b: CheckOutcome): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
