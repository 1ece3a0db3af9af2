/** A longer run between two tags is no emphasis but a mistake, and is left as it is. */
const text = '([^<\\n]{0,500})';
const pair = (names: string) => new RegExp(`<(${names})(?:\\s[^>\\n]{0,200})?>${text}</\\1>`, 'gi');

const strong = pair('b|strong');
const emphasis = pair('i|em');
const code = pair('code|kbd');
const heading = pair('h[1-6]');
const link = new RegExp(`<a\\s([^>\\n]{1,500})>${text}</a>`, 'gi');
const href = /href="([^"]*)"/i;
const item = /<li>\s?/gi;
const layout = /<\/?(?:p|center|ul|ol|div)(?:\s[^>\n]{0,200})?>|<\/li>/gi;
const lineBreak = /<br\s?\/?>/gi;

/** One line with the HTML that Markdown has words for, as Markdown; code in it is left alone. */
export function inlineHtml(line: string): string {
  if (!line.includes('<')) return line;
  // Every other part is code, with its ticks.
  const parts = line.split(/(`[^`\n]+`)/);
  return parts
    .map((part, index) => (index % 2 === 1 ? part : toMarkdown(part)))
    .join('')
    .trimEnd();
}

function toMarkdown(part: string): string {
  return part
    .replace(strong, (_, _tag, inner: string) => around(inner, '**'))
    .replace(emphasis, (_, _tag, inner: string) => around(inner, '*'))
    .replace(code, (_, _tag, inner: string) => around(inner, '`'))
    .replace(heading, (_, _tag, inner: string) => `### ${inner.trim()}`)
    .replace(link, (found, attributes: string, inner: string) => {
      const address = href.exec(attributes)?.[1];
      return address === undefined ? found : `[${inner.trim()}](${address})`;
    })
    .replace(item, '- ')
    .replace(layout, '')
    .replace(lineBreak, (found, at: number, all: string) =>
      all.slice(at + found.length).trim() === '' ? '' : '  \n',
    );
}

/** Marks stand right beside the words, or they are none. */
function around(inner: string, mark: string): string {
  const words = inner.trim();
  return words === '' ? inner : inner.replace(words, () => `${mark}${words}${mark}`);
}
