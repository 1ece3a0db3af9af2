import type { CheckOutcome, Outcomes, ScoreState } from '@drillyard/grading';
import type { AnswerValue } from '@drillyard/lab-spec';

/** What is stored of a session's grading, by the keys of checks and the ids of tasks. */
export interface GradingRecords {
  readonly checks: ReadonlyMap<string, CheckRecord>;
  readonly tasks: ReadonlyMap<string, TaskRecord>;
  readonly answers: ReadonlyMap<string, AnswerValue>;
}
interface CheckRecord {
  /** What it last found; undefined until it was asked. */
  readonly outcome: CheckOutcome | undefined;
  readonly isEarned: boolean;
}
interface TaskRecord {
  readonly hintsRevealed: number;
  readonly isSolutionRevealed: boolean;
}

/** What the learner keeps, in the words of the scoring rules. */
export function toScoreState(records: GradingRecords): ScoreState {
  const earned = [...records.checks].filter(([, check]) => check.isEarned);
  const hints = [...records.tasks].map(([id, { hintsRevealed }]) => [id, hintsRevealed]);
  return { earned: earned.map(([key]) => key), hintsTaken: Object.fromEntries(hints) };
}

/** What every check that was asked last found. */
export function toOutcomes(records: GradingRecords): Map<string, CheckOutcome> {
  const outcomes = new Map<string, CheckOutcome>();
  for (const [key, { outcome }] of records.checks) {
    if (outcome !== undefined) outcomes.set(key, outcome);
  }
  return outcomes;
}

/**
 * The outcomes that may give points. Whoever looked at the solution of a task forfeits what was
 * not earned before, however the checks turn out afterwards.
 */
export function toScoredOutcomes(records: GradingRecords): Outcomes {
  const scored = new Map<string, CheckOutcome>();
  for (const [key, { outcome, isEarned }] of records.checks) {
    const isForfeited = records.tasks.get(taskIdOf(key))?.isSolutionRevealed && !isEarned;
    if (outcome !== undefined && !isForfeited) scored.set(key, outcome);
  }
  return scored;
}

/** A check's key is `task/name`; a task's id has no slash in it. */
export function taskIdOf(checkKey: string): string {
  return checkKey.slice(0, checkKey.indexOf('/'));
}
