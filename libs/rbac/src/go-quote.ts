const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** Go's %q of a string, which upstream writes names with. */
export function goQuote(text: string): string {
  const escaped = text.replace(/["\\\p{C}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (named[character] !== undefined) return named[character];
    if (point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`;
    return point > 0xffff
      ? `\\U${point.toString(16).padStart(8, '0')}`
      : `\\u${point.toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/** Go's %q of a slice: `["a" "b"]`. */
export function goQuoteAll(texts: readonly string[]): string {
  return `[${texts.map(goQuote).join(' ')}]`;
}
