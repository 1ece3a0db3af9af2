const named: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  e: '\u001b',
};

/** Replaces `\n`, `\t`, `\0123`, `\x41`; `\c` ends the text. */
export function unescaped(text: string): { readonly text: string; readonly isCut: boolean } {
  const cut = /(?<!\\)(?:\\\\)*\\c/.exec(text);
  const kept = cut ? text.slice(0, cut.index + cut[0].length - 2) : text;
  const replaced = kept.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|0([0-7]{0,3})|([1-7][0-7]{0,2})|([ntrabfve\\]))/g,
    (_, hex?: string, zero?: string, octal?: string, letter = '') => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const digits = zero ?? octal;
      if (digits !== undefined) return String.fromCharCode(Number.parseInt(digits || '0', 8));
      return named[letter] ?? '';
    },
  );
  return { text: replaced, isCut: cut !== null };
}
