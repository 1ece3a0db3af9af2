const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** What is no duration, in Go's words. */
export class DurationError extends Error {}

/** Go's `time.ParseDuration`, in milliseconds. Throws {@link DurationError}. */
export function parseGoDurationMs(text: string): number {
  const quoted = JSON.stringify(text);
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  if (/^\d+$/.test(rest)) throw new DurationError(`time: missing unit in duration ${quoted}`);
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(rest)) {
    throw new DurationError(`time: invalid duration ${quoted}`);
  }
  const parts = [...rest.matchAll(/([\d.]+)([a-zµ]+)/g)];
  const sumMs = parts.reduce(
    (sum, [, value, unit = '']) => sum + Number(value) * (unitMs[unit] ?? 0),
    0,
  );
  return sign === '-' ? -sumMs : sumMs;
}

/** Go's `time.Duration.String` of milliseconds: `1m30s`, `500ms`, `0s`. */
export function formatGoDuration(ms: number): string {
  if (ms < 0) return `-${formatGoDuration(-ms)}`;
  if (ms === 0) return '0s';
  if (ms < 1) return `${ms * 1_000}µs`;
  if (ms < 1_000) return `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = `${(ms % 60_000) / 1_000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
