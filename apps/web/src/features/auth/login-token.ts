/** The token in what was pasted: a whole login link, its query, or the token itself. */
export function tokenOf(pasted: string): string {
  const text = pasted.trim();
  return /[?&]token=([^&#\s]+)/.exec(text)?.[1] ?? text;
}
