import { type DurationRange, durationSeconds } from '@drillyard/lab-spec';
import { type CheckOutcome, failed } from '../check-outcome.js';

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `365 days`, `1 hour 30 minutes`: the two largest units that are not zero. */
export function describeSeconds(seconds: number): string {
  let rest = Math.round(seconds);
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return parts.slice(0, 2).join(' ') || '0 seconds';
}

/** Undefined where the length of time is within the bounds. */
export function judgeLength(
  seconds: number,
  range: DurationRange | undefined,
  what: string,
): CheckOutcome | undefined {
  const { min, max } = range ?? {};
  if (min !== undefined && seconds < durationSeconds(min)) {
    return failed(`${what} ends too early.`, {
      expected: `at least ${describeSeconds(durationSeconds(min))}`,
      actual: describeSeconds(seconds),
    });
  }
  if (max !== undefined && seconds > durationSeconds(max)) {
    return failed(`${what} lasts too long.`, {
      expected: `at most ${describeSeconds(durationSeconds(max))}`,
      actual: describeSeconds(seconds),
    });
  }
  return undefined;
}
