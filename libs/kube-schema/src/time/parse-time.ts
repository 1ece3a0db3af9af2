/** A text that is no time; the message is that of Go's `time.Parse`. */
export class TimeError extends Error {
  override readonly name = 'TimeError';
}

/** An instant; both parts are whole numbers. */
export interface Instant {
  readonly seconds: number;
  readonly nanos: number;
}

type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** What stands where in RFC 3339, and how Go's layout writes it. */
const parts: readonly (readonly [layout: string, unit: Unit | undefined, pattern: RegExp])[] = [
  ['2006', 'year', /^\d{4}/],
  ['-', undefined, /^-/],
  ['01', 'month', /^\d{2}/],
  ['-', undefined, /^-/],
  ['02', 'day', /^\d{2}/],
  ['T', undefined, /^T/],
  ['15', 'hour', /^\d{2}/],
  [':', undefined, /^:/],
  ['04', 'minute', /^\d{2}/],
  [':', undefined, /^:/],
  ['05', 'second', /^\d{2}/],
];

const layouts = {
  seconds: '2006-01-02T15:04:05Z07:00',
  micros: '2006-01-02T15:04:05.000000Z07:00',
};

/**
 * Reads RFC 3339 as upstream reads metav1.Time (`seconds`, with any fraction) and
 * metav1.MicroTime (`micros`, with six digits exactly). Throws {@link TimeError}.
 */
export function parseTime(text: string, precision: keyof typeof layouts = 'seconds'): Instant {
  const fail = (rest: string, element: string): never => {
    const wanted = `cannot parse "${rest}" as "${element}"`;
    throw new TimeError(`parsing time "${text}" as "${layouts[precision]}": ${wanted}`);
  };
  const at: Record<Unit, number> = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  let rest = text;
  for (const [layout, unit, pattern] of parts) {
    const found = pattern.exec(rest)?.[0] ?? fail(rest, layout);
    if (unit) at[unit] = Number(found);
    rest = rest.slice(found.length);
    if (unit) checkRange(text, unit, at);
  }
  const fraction = precision === 'micros' ? /^\.\d{6}/.exec(rest) : /^[.,]\d+/.exec(rest);
  if (!fraction && precision === 'micros') fail(rest, '.000000');
  rest = rest.slice(fraction?.[0].length ?? 0);
  const zone = /^(?:Z|([+-])(\d{2}):(\d{2}))/.exec(rest);
  if (!zone) return fail(rest, 'Z07:00');
  if (rest.length > zone[0].length) {
    throw new TimeError(`parsing time "${text}": extra text: "${rest.slice(zone[0].length)}"`);
  }
  checkDay(text, at);
  const offset = (Number(zone[2] ?? 0) * 60 + Number(zone[3] ?? 0)) * 60;
  const local = secondsOf(at);
  return {
    seconds: zone[1] === '-' ? local + offset : local - offset,
    nanos: Number((fraction?.[0].slice(1, 10) ?? '').padEnd(9, '0')),
  };
}

/** Go's zero time, which upstream writes as null. */
export function isZeroTime({ seconds, nanos }: Instant): boolean {
  return seconds === -62_135_596_800 && nanos === 0;
}

function checkRange(text: string, unit: Unit, at: Record<Unit, number>): void {
  const [min, max] = {
    year: [0, 9999],
    month: [1, 12],
    day: [1, 31],
    hour: [0, 23],
    minute: [0, 59],
    second: [0, 59],
  }[unit] as [number, number];
  if (unit !== 'day' && (at[unit] < min || at[unit] > max)) {
    throw new TimeError(`parsing time "${text}": ${unit} out of range`);
  }
}

function checkDay(text: string, { year, month, day }: Record<Unit, number>): void {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  if (day < 1 || day > date.getUTCDate()) {
    throw new TimeError(`parsing time "${text}": day out of range`);
  }
}

function secondsOf(at: Record<Unit, number>): number {
  const date = new Date(0);
  date.setUTCFullYear(at.year, at.month - 1, at.day);
  date.setUTCHours(at.hour, at.minute, at.second);
  return date.getTime() / 1000;
}
