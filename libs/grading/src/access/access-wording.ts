import type { Evidence } from '../check-outcome.js';

/** Pieces of evidence in one outcome: what does not fit a screen is not read. */
export const evidenceMax = 8;
/** Permissions named in one line of an outcome. */
const shownMax = 5;

export function distinctEvidence(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()].slice(
    0,
    evidenceMax,
  );
}

/** The first of them, and how many there are besides. */
export function some(texts: readonly string[]): string {
  const rest = texts.length - shownMax;
  return texts.slice(0, shownMax).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
