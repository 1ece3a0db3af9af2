import { z } from 'zod';

const unitsInSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** A length of time such as `90d`, `24h` or `1h30m`. */
export const duration = () =>
  z
    .string()
    .regex(/^(\d{1,6}[dhms])+$/, { error: 'is a length of time such as 90d, 24h or 1h30m' });

/** Bounds of a length of time; both count as within. */
export const durationRange = () =>
  z.strictObject({
    min: duration().optional().describe('At least so long: 90d, 24h, 1h30m.'),
    max: duration().optional().describe('At most so long: 90d, 24h, 1h30m.'),
  });
export type DurationRange = z.infer<ReturnType<typeof durationRange>>;

/** The seconds of a {@link duration}. */
export function durationSeconds(text: string): number {
  return [...text.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (unitsInSeconds[unit] ?? 1),
    0,
  );
}
