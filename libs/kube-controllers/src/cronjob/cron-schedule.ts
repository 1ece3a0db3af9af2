import { Cron } from 'croner';

/** Schedules by name (robfig/cron `parseDescriptor`). */
const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000 };

/** When something is due, again and again. */
export interface CronSchedule {
  /** The first time after this one; undefined where there is none any more. */
  next(after: Date): Date | undefined;
}

/**
 * Reads a schedule as CronJobs have it: five fields, a descriptor, or `@every 1h30m`; in a time zone
 * where one is named, else in that of the controller, which is UTC. Throws where it is none.
 */
export function parseCronSchedule(text: string, timeZone: string | undefined): CronSchedule {
  const every = /^@every (.+)$/.exec(text.trim());
  if (every?.[1] !== undefined) return everyPeriod(every[1]);
  const fields = descriptors[text.trim()] ?? text;
  const cron = new Cron(fields, { timezone: timeZone ?? 'UTC', mode: '5-part', paused: true });
  return { next: (after) => cron.nextRun(after) ?? undefined };
}

/** Counts from whole seconds. */
function everyPeriod(text: string): CronSchedule {
  if (!/^(\d+(\.\d+)?[hms])+$/.test(text))
    throw new Error(`failed to parse duration @every ${text}`);
  let periodMs = 0;
  for (const [, count = '0', unit = 's'] of text.matchAll(/([\d.]+)([hms])/g)) {
    periodMs += Number(count) * (unitMs[unit] ?? 0);
  }
  const wholeMs = Math.max(1_000, Math.floor(periodMs / 1_000) * 1_000);
  return {
    next: (after) => new Date(Math.floor((after.getTime() + wholeMs) / 1_000) * 1_000),
  };
}
