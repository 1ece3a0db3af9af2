/** RFC 3339 without fractions, as every timestamp of the API. */
export function secondsIso(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
