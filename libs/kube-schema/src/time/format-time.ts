/** Seconds since 1970 as RFC 3339 in UTC, as metav1.Time is written: `2026-01-02T03:04:05Z`. */
export function formatTime(seconds: number): string {
  return `${formatSeconds(seconds)}Z`;
}

/** metav1.MicroTime: always six digits of the second's fraction. */
export function formatMicroTime(seconds: number, nanos: number): string {
  const micros = Math.trunc(nanos / 1000);
  return `${formatSeconds(seconds)}.${String(micros).padStart(6, '0')}Z`;
}

/** The first and the last second a four-digit year can express; JavaScript's dates go further. */
const secondsMin = -62_167_219_200;
const secondsMax = 253_402_300_799;

function formatSeconds(seconds: number): string {
  const within = Math.min(Math.max(seconds, secondsMin), secondsMax);
  return new Date(within * 1000).toISOString().slice(0, 19);
}
