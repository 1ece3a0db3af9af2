/** Longer words are not compared: the matrix grows with the square, and no field is that long. */
const comparedLengthMax = 64;

/** The candidate closest to what was typed, if it is close enough to have been meant. */
export function closest(typed: string, candidates: readonly string[]): string | undefined {
  if (typed.length > comparedLengthMax) return undefined;
  const wanted = typed.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(typed.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `did you mean "title"?`, or the list of what is possible. */
export function didYouMean(typed: string, candidates: readonly string[]): string {
  const suggestion = closest(typed, candidates);
  if (suggestion !== undefined) return `did you mean "${suggestion}"?`;
  return candidates.length === 0
    ? 'remove it'
    : `use one of ${candidates.map((name) => `"${name}"`).join(', ')}`;
}

/** Optimal string alignment: a swap of two neighbours, the commonest slip, counts once. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
