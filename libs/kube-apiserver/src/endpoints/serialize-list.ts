import { serialize } from '@drillyard/kube-schema';
import { FairTurns } from '../fair-turns.js';

/** Shorter lists are written in one go: kubectl asks for pages of 500. */
const longListLength = 500;
/** Characters put together before they become bytes. */
const partLength = 256 * 1024;
const marginOfItems = '\n    ';

/** The array a list or a table consists of, where it is long. */
export function longArrayOf(
  object: unknown,
): { key: string; values: readonly unknown[] } | undefined {
  for (const key of ['items', 'rows']) {
    const values: unknown = Object(object)[key];
    if (Array.isArray(values) && values.length > longListLength) return { key, values };
  }
  return undefined;
}

/** The same bytes as `serialize` of the whole, made in portions: others have a turn in between. */
export async function serializeList(
  list: object,
  { key, values }: { key: string; values: readonly unknown[] },
  options: { readonly pretty: boolean },
): Promise<Buffer> {
  const { pretty } = options;
  const empty = pretty ? `"${key}": []` : `"${key}":[]`;
  // Quotes within strings are escaped: this can only be the array itself.
  const [head = '', tail = ''] = serialize({ ...list, [key]: [] }, options).split(empty);
  const turns = new FairTurns();
  const parts: Buffer[] = [];
  let text = `${head}${empty.slice(0, -1)}`;
  for (const [index, value] of values.entries()) {
    const item = serialize(value, options);
    if (index > 0) text += ',';
    text += pretty ? `${marginOfItems}${item.replaceAll('\n', marginOfItems)}` : item.trimEnd();
    if (text.length > partLength) {
      parts.push(Buffer.from(text));
      text = '';
    }
    await turns.pause();
  }
  parts.push(Buffer.from(`${text}${pretty ? '\n  ]' : ']'}${tail}`));
  return Buffer.concat(parts);
}
