import type { CheckOutcome } from '@drillyard/grading';

/** What was found about a lab, drawn with one or more seeds. */
export interface ProofReport {
  readonly labName: string;
  readonly isSound: boolean;
  readonly cases: readonly ProofCase[];
}

export type CaseKind = 'untouched' | 'solution' | 'variant' | 'mutant';

/** One thing done to a fresh lab, and what every check said of it. */
export interface ProofCase {
  readonly kind: CaseKind;
  /** The task, variant or mutant; empty for the untouched lab. */
  readonly name: string;
  readonly seed: string;
  readonly durationMs: number;
  readonly judgements: readonly Judgement[];
  /** Why it could not be carried out to its end. */
  readonly error?: string;
}

/** What one check said, against what it should say. */
export interface Judgement {
  readonly checkKey: string;
  readonly expected: 'passes' | 'fails';
  readonly outcome: CheckOutcome;
}

/** A false accept passes what is wrong, a false reject refuses what is right. */
export type Mistake = 'false accept' | 'false reject';

/** Undefined where the check said what it should. Inconclusive is never a pass. */
export function mistakeOf({ expected, outcome }: Judgement, kind: CaseKind): Mistake | undefined {
  if (expected === 'passes') return outcome.status === 'passed' ? undefined : 'false reject';
  if (outcome.status === 'failed') return undefined;
  // Nothing was done yet: a check that has nothing to look at may say so.
  if (kind === 'untouched' && outcome.status === 'inconclusive') return undefined;
  return 'false accept';
}

export function isSoundCase(proofCase: ProofCase): boolean {
  return (
    proofCase.error === undefined &&
    proofCase.judgements.every((judgement) => mistakeOf(judgement, proofCase.kind) === undefined)
  );
}

/** `solution of create-role`, `mutant "wildcard verb"`. */
export function describeCase({ kind, name }: Pick<ProofCase, 'kind' | 'name'>): string {
  if (kind === 'untouched') return 'untouched';
  return kind === 'solution' ? `solution of ${name}` : `${kind} "${name}"`;
}
