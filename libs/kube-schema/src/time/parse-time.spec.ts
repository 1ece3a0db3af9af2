import { describe, expect, it } from 'vitest';
import { formatMicroTime, formatTime } from './format-time.js';
import { isZeroTime, parseTime, TimeError } from './parse-time.js';

describe('parseTime', () => {
  it.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05Z'],
    ['2026-01-02T03:04:05-00:30', '2026-01-02T03:34:05Z'],
    ['2026-01-02T03:04:05.999999999Z', '2026-01-02T03:04:05Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00Z'],
  ])('reads %s as %s', (text, canonical) => {
    expect(formatTime(parseTime(text).seconds)).toBe(canonical);
  });

  it('keeps the six digits of a MicroTime', () => {
    const { seconds, nanos } = parseTime('2026-01-02T03:04:05.000007Z', 'micros');
    expect(formatMicroTime(seconds, nanos)).toBe('2026-01-02T03:04:05.000007Z');
  });

  it('knows the zero time', () => {
    expect(isZeroTime(parseTime('0001-01-01T00:00:00Z'))).toBe(true);
    expect(isZeroTime(parseTime('1970-01-01T00:00:00Z'))).toBe(false);
  });

  const layout = '2006-01-02T15:04:05Z07:00';
  it.each([
    ['x', `parsing time "x" as "${layout}": cannot parse "x" as "2006"`],
    ['2026-13-01T00:00:00Z', 'parsing time "2026-13-01T00:00:00Z": month out of range'],
    ['2026-02-29T00:00:00Z', 'parsing time "2026-02-29T00:00:00Z": day out of range'],
    ['2026-01-01T24:00:00Z', 'parsing time "2026-01-01T24:00:00Z": hour out of range'],
    [
      '2026-01-01T00:00:00',
      `parsing time "2026-01-01T00:00:00" as "${layout}": cannot parse "" as "Z07:00"`,
    ],
    ['2026-01-01T00:00:00Zx', 'parsing time "2026-01-01T00:00:00Zx": extra text: "x"'],
  ])('refuses %j as Go does', (text, message) => {
    expect(() => parseTime(text)).toThrow(new TimeError(message));
  });

  it('demands the digits of a MicroTime', () => {
    expect(() => parseTime('2026-01-01T00:00:00Z', 'micros')).toThrow(
      'cannot parse "Z" as ".000000"',
    );
  });
});
