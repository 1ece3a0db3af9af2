/** What is wrong with a schedule, in the words of the parser upstream uses (robfig/cron). */

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fieldBounds: readonly Bounds[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: days },
];
const descriptors = ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'];

/** Undefined where the schedule can be read. */
export function scheduleMistake(schedule: string): string | undefined {
  const text = schedule.replace(/^(CRON_)?TZ=\S*\s*/, '').trim();
  if (text.startsWith('@')) {
    if (descriptors.includes(text.slice(1)) || /^@every \S+$/.test(text)) return undefined;
    return `unrecognized descriptor: ${text}`;
  }
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== fieldBounds.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`;
  }
  for (const [index, bounds] of fieldBounds.entries()) {
    for (const range of (fields[index] ?? '').split(',').filter((part) => part !== '')) {
      const mistake = rangeMistake(range, bounds);
      if (mistake !== undefined) return mistake;
    }
  }
  return undefined;
}

/** Of one range, such as a number, two with a dash between them, or a star, each with a step. */
function rangeMistake(text: string, bounds: Bounds): string | undefined {
  const [range = '', stepText = '1', ...more] = text.split('/');
  const [low = '', high, ...others] = range.split('-');
  const isStar = low === '*' || low === '?';
  if (!isStar) {
    const mistake =
      intMistake(low, bounds) ?? (high === undefined ? undefined : intMistake(high, bounds));
    if (others.length > 0) return `too many hyphens: ${text}`;
    if (mistake !== undefined) return mistake;
  }
  if (more.length > 0) return `too many slashes: ${text}`;
  const stepMistake = intMistake(stepText, { ...bounds, names: [] });
  if (stepMistake !== undefined) return stepMistake;
  const start = isStar ? bounds.min : numberOf(low, bounds);
  const last = text.includes('/') ? bounds.max : start;
  const end = isStar ? bounds.max : high === undefined ? last : numberOf(high, bounds);
  if (start < bounds.min) {
    return `beginning of range (${start}) below minimum (${bounds.min}): ${text}`;
  }
  if (end > bounds.max) return `end of range (${end}) above maximum (${bounds.max}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return Number(stepText) === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

function numberOf(text: string, { min, names }: Bounds): number {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? Number(text) : index + min;
}

function intMistake(text: string, { names }: Bounds): string | undefined {
  if (names.includes(text.toLowerCase()) || /^\d+$/.test(text)) return undefined;
  return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
}
