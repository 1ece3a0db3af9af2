const prefix = 'drillyard.';

/** A preference of this browser; undefined where storage is empty or forbidden. */
export function readSetting(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a preference; where storage is forbidden it lasts as long as the page. */
export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // A private window may refuse storage: the choice then holds for this page only.
  }
}
