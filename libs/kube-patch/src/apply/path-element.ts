import { quote } from '@drillyard/kube-schema';
import { isJsonObject } from '../json-value.js';

/**
 * How to get from a value to one of its members (structured-merge-diff `fieldpath.PathElement`),
 * spelled as in FieldsV1, which makes equal elements equal strings:
 *
 * - `f:name`: a field of an object
 * - `k:{"name":"x"}`: the item of an associative list with these keys
 * - `v:"x"`: the item of a set that is this value
 * - `i:0`: the item of a list at this index
 */
export type PathElement = string;
export type Path = readonly PathElement[];

/** Characters Go's encoder escapes wherever it writes JSON. */
const unsafe = /[<>&\u2028\u2029]/g;
/** Fields come before keys, keys before values, values before indices. */
const kindOrder = 'fkvi';

export function fieldNameElement(name: string): PathElement {
  return `f:${name}`;
}

/** `keys` are pairs of name and value, in any order. */
export function keyElement(keys: readonly (readonly [string, unknown])[]): PathElement {
  const sorted = keys.length < 2 ? keys : [...keys].sort(([a], [b]) => (a < b ? -1 : 1));
  return `k:{${sorted.map(([name, value]) => `${JSON.stringify(name)}:${toJson(value)}`).join(',')}}`;
}

export function valueElement(value: unknown): PathElement {
  return `v:${toJson(value)}`;
}

/** The field's name; undefined for an element of another kind. */
export function fieldNameOf(element: PathElement): string | undefined {
  return element.startsWith('f:') ? element.slice(2) : undefined;
}

/**
 * An element as somebody spelled it in FieldsV1, in canonical form; undefined for a kind of
 * element that is not known. Throws a SyntaxError where it is malformed.
 */
export function parsePathElement(text: string): PathElement | undefined {
  if (text.startsWith('f:')) return text;
  if (text.length < 2) throw new SyntaxError('key must be 2 characters long:');
  if (text[1] !== ':') throw new SyntaxError(`missing colon: ${text}`);
  const body = text.slice(2);
  switch (text[0]) {
    case 'v':
      return valueElement(JSON.parse(body));
    case 'k': {
      const keys: unknown = JSON.parse(body);
      if (!isJsonObject(keys)) throw new SyntaxError(`expected an object: ${text}`);
      return keyElement(Object.entries(keys));
    }
    case 'i':
      if (!/^[+-]?\d+$/.test(body)) throw new SyntaxError(`invalid index: ${text}`);
      return `i:${Number(body)}`;
    default:
      return undefined;
  }
}

/** The path as upstream writes it in messages: `.spec.containers[name="web"].image`. */
export function formatPath(path: Path): string {
  return path.map(formatPathElement).join('');
}

export function formatPathElement(element: PathElement): string {
  const body = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${body}`;
    case 'k': {
      const keys = Object.entries(JSON.parse(body) as object);
      return `[${keys.map(([name, value]) => `${name}=${formatValue(value)}`).join(',')}]`;
    }
    case 'v':
      return `[=${formatValue(JSON.parse(body))}]`;
    default:
      return `[${body}]`;
  }
}

/** The order elements have in FieldsV1. */
export function comparePathElements(a: PathElement, b: PathElement): number {
  if (a === b) return 0;
  const kind = a[0] ?? '';
  if (kind !== b[0]) return kindOrder.indexOf(kind) - kindOrder.indexOf(b[0] ?? '');
  if (kind === 'f') return a < b ? -1 : 1;
  return compareValues(JSON.parse(a.slice(2)), JSON.parse(b.slice(2)));
}

/** A total order of JSON values: numbers, strings, booleans, lists, objects, null. */
function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === 'object' && a !== null) {
    return compareLists(flatten(a), flatten(Object(b)));
  }
  if (a === b) return 0;
  // Both are numbers, both strings or both booleans here.
  return (a as string) < (b as string) ? -1 : 1;
}

/** Lists item by item; objects name by name, each followed by its value. */
function flatten(value: object): unknown[] {
  if (Array.isArray(value)) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.flat();
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (const [at, item] of a.entries()) {
    if (at >= b.length) return 1;
    const order = compareValues(item, b[at]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function rankOf(value: unknown): number {
  if (value === null) return 5;
  if (Array.isArray(value)) return 3;
  return ['number', 'string', 'boolean', '', 'object'].indexOf(typeof value);
}

function formatValue(value: unknown): string {
  return typeof value === 'string' ? quote(value) : toJson(value);
}

function toJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
