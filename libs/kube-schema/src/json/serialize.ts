import { setOwn } from './set-own.js';

/** Characters Go's encoder escapes so that JSON may stand in HTML and in JavaScript. */
const unsafe = /[<>&\u2028\u2029]/g;
/** A key JavaScript would move to the front of its object, whatever its place was. */
const integerKey = /"(?:0|[1-9]\d{0,9})":/;

/**
 * Writes an object as Go's `json.Encoder` does. Keys stand in the order of the object, which is
 * upstream's after `conform` or `orderFields`.
 *
 * - plain: one line and a line feed, as the API answers
 * - pretty: two spaces an indent and no line feed at the end, as it answers curl and browsers
 */
export function serialize(object: unknown, options: { readonly pretty?: boolean } = {}): string {
  const indent = options.pretty ? '  ' : undefined;
  const text = JSON.stringify(object, undefined, indent);
  const safe = integerKey.test(text) ? stringifyInOrder(object, indent ?? '') : text;
  const escaped = safe.replace(unsafe, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return options.pretty ? escaped : `${escaped}\n`;
}

/** Objects that have integers for keys are maps: Go writes them sorted by the bytes of their keys. */
function stringifyInOrder(value: unknown, indent: string, margin = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = margin + indent;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const colon = indent === '' ? ':' : ': ';
  const parts = Array.isArray(value)
    ? value.map((item) => stringifyInOrder(item, indent, inner))
    : orderedKeys(value as Record<string, unknown>).flatMap((key) => {
        const member: unknown = (value as Record<string, unknown>)[key];
        if (member === undefined) return [];
        return [`${JSON.stringify(key)}${colon}${stringifyInOrder(member, indent, inner)}`];
      });
  if (parts.length === 0) return open + close;
  if (indent === '') return open + parts.join(',') + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

function orderedKeys(object: Record<string, unknown>): string[] {
  const keys = Object.keys(object);
  const isMap = keys.some((key) => integerKey.test(`"${key}":`));
  return isMap ? keys.sort() : keys;
}

/** A copy of a map as Go writes it: sorted by key. */
export function sortKeys<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  const sorted: Record<string, T> = {};
  for (const key of Object.keys(map).sort()) setOwn(sorted, key, map[key]);
  return sorted;
}
