import type { Check, LabInstance, Task } from '@drillyard/lab-spec';
import type { CheckOutcome } from './check-outcome.js';

/** What a learner keeps whatever happens to the cluster afterwards. Plain data, to be stored. */
export interface ScoreState {
  /** Keys of the checks that have passed at least once. */
  readonly earned: readonly string[];
  /** Task id → how many of its hints were opened, in order. */
  readonly hintsTaken: Readonly<Record<string, number>>;
}

export const noScore: ScoreState = { earned: [], hintsTaken: {} };

/** Outcomes by the key of the check. */
export type Outcomes = ReadonlyMap<string, CheckOutcome>;

/** Adds the checks that earn their points now; nothing is ever taken away. */
export function latch(
  { tasks }: Pick<LabInstance, 'tasks'>,
  state: ScoreState,
  outcomes: Outcomes,
): ScoreState {
  const earned = new Set([...state.earned, ...tasks.flatMap((task) => earnedBy(task, outcomes))]);
  return earned.size === state.earned.length ? state : { ...state, earned: [...earned] };
}

/**
 * The keys of a task's checks that earn their points with these outcomes: those that pass. A check
 * that passes in an untouched lab guards against doing too much; keeping it green is worth points
 * only while the rest of the task is done.
 */
function earnedBy({ checks }: Task, outcomes: Outcomes): string[] {
  const passes = ({ key }: Check) => outcomes.get(key)?.status === 'passed';
  const isGuard = ({ untouched }: Check) => untouched === 'passes';
  const isDone = checks.every((check) => isGuard(check) || passes(check));
  return checks
    .filter((check) => passes(check) && (isDone || !isGuard(check)))
    .map(({ key }) => key);
}

/** Opens the next hint of a task; opening one twice costs once. */
export function takeHint(state: ScoreState, task: Task): ScoreState {
  const taken = state.hintsTaken[task.id] ?? 0;
  if (taken >= task.hints.length) return state;
  return { ...state, hintsTaken: { ...state.hintsTaken, [task.id]: taken + 1 } };
}

export interface LabScore {
  readonly points: number;
  readonly pointsMax: number;
  readonly tasks: readonly TaskScore[];
}
export interface TaskScore {
  readonly taskId: string;
  /** After hints; never below zero. */
  readonly points: number;
  readonly pointsMax: number;
  readonly hintCost: number;
  /** All checks pass now. */
  readonly isPassing: boolean;
  /** All checks have their points. */
  readonly isComplete: boolean;
  readonly checks: readonly CheckScore[];
}
export interface CheckScore {
  readonly key: string;
  readonly points: number;
  readonly pointsMax: number;
  readonly isEarned: boolean;
  /** Passed once and fails now. Inconclusive is no regression. */
  readonly isRegressed: boolean;
}

/**
 * The points of a lab: for a check that latches, once it has passed; for one that does not, while
 * it passes (and while it cannot be asked, what it had).
 */
export function scoreLab(
  { tasks }: Pick<LabInstance, 'tasks'>,
  state: ScoreState,
  outcomes: Outcomes,
): LabScore {
  const scored = tasks.map((task) => scoreTask(task, state, outcomes));
  return {
    points: sum(scored.map(({ points }) => points)),
    pointsMax: sum(scored.map(({ pointsMax }) => pointsMax)),
    tasks: scored,
  };
}

function scoreTask(task: Task, state: ScoreState, outcomes: Outcomes): TaskScore {
  const earnedNow = earnedBy(task, outcomes);
  const checks = task.checks.map(({ key, points, latch: isLatched }): CheckScore => {
    const status = outcomes.get(key)?.status;
    const hasPassed = state.earned.includes(key) || earnedNow.includes(key);
    const isRegressed = hasPassed && status === 'failed';
    const isEarned = hasPassed && (isLatched || !isRegressed);
    return { key, points: isEarned ? points : 0, pointsMax: points, isEarned, isRegressed };
  });
  const taken = state.hintsTaken[task.id] ?? 0;
  const hintCost = sum(task.hints.slice(0, taken).map(({ cost }) => cost));
  return {
    taskId: task.id,
    points: Math.max(0, sum(checks.map(({ points }) => points)) - hintCost),
    pointsMax: task.points,
    hintCost,
    isPassing: task.checks.every(({ key }) => outcomes.get(key)?.status === 'passed'),
    isComplete: checks.every(({ isEarned }) => isEarned),
    checks,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
