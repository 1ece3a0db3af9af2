/** The form of a BCP 47 tag as far as a pattern can say it. */
export const languageTagPattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The tag as BCP 47 spells it (`pt-BR`); undefined where it is none. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Whether some language has this tag: `dk` and `jp` are well formed, and are countries. */
export function isKnownLanguage(tag: string): boolean {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  return names.of(tag.split('-')[0] ?? tag) !== undefined;
}

/**
 * The language to show of those there are, after RFC 4647 (lookup): the first wanted tag decides
 * that is there, shortened from its end (`de-AT`, `de`), or there for another region.
 * @param offered the first is the one when nothing else fits.
 */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[]): string {
  const found = wanted.map((tag) => lookUp(offered, tag.toLowerCase())).find(Boolean);
  return found ?? offered[0] ?? 'en';
}

function lookUp(offered: readonly string[], wanted: string): string | undefined {
  for (let tag = wanted; tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const same = offered.find((one) => one.toLowerCase() === tag);
    if (same !== undefined) return same;
  }
  const [primary = ''] = wanted.split('-');
  return offered.find((one) => one.toLowerCase().startsWith(`${primary}-`));
}
