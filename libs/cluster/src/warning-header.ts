/**
 * The texts of `Warning` headers (RFC 7234, 5.5): `299 - "text"`, quotes and backslashes escaped,
 * several in one header or one each.
 */
export function warningTexts(header: string | readonly string[] | undefined): string[] {
  const lines = header === undefined ? [] : [header].flat();
  return lines.flatMap((line) =>
    [...line.matchAll(/\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) =>
      text.replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
