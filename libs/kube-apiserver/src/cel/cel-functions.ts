import { isIP } from 'node:net';
import {
  type CelFunc,
  type CelList,
  CelScalar,
  type CelValue,
  celFunc,
  celMethod,
  isCelUint,
  listType,
} from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { parseQuantity } from '@drillyard/kube-schema';

const { STRING, INT, BOOL, DYN } = CelScalar;
const list = listType(DYN);

/** Longer texts are no messages: what would make one is an error before it is made. */
export const celTextLengthMax = 4 * 1024 * 1024;

function checkLength(length: number): void {
  if (length > celTextLengthMax) throw new Error(`text is longer than ${celTextLengthMax}`);
}

/** Some of a text's occurrences of another; all where `limit` is negative. */
function replaced(text: string, from: string, to: string, limit: bigint): string {
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  const all = parts.length - 1;
  const times = limit < 0n || limit > BigInt(all) ? all : Number(limit);
  checkLength(text.length + times * Math.max(0, to.length - from.length));
  return parts.map((part, at) => (at === 0 ? part : (at <= times ? to : from) + part)).join('');
}

function joined(items: CelList, separator: string): string {
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    if (typeof item !== 'string') throw new Error('join: list contains non-string value');
    length += item.length + separator.length;
    checkLength(length);
    texts.push(item);
  }
  return texts.join(separator);
}

/** Functions of CEL itself whose results have to be kept in bounds. */
const bounded: CelFunc[] = [
  celFunc('_+_', [STRING, STRING], STRING, (left, right) => {
    checkLength(left.length + right.length);
    return left + right;
  }),
  celMethod('replace', STRING, [STRING, STRING], STRING, function (from, to) {
    return replaced(String(this), from, to, -1n);
  }),
  celMethod('replace', STRING, [STRING, STRING, INT], STRING, function (from, to, limit) {
    return replaced(String(this), from, to, limit);
  }),
  celMethod('join', list, [], STRING, function () {
    return joined(this, '');
  }),
  celMethod('join', list, [STRING], STRING, function (separator) {
    return joined(this, separator);
  }),
];

type Comparable = bigint | number | string | boolean;

function comparable(value: CelValue): Comparable {
  if (isCelUint(value)) return value.value;
  const known = ['bigint', 'number', 'string', 'boolean'].includes(typeof value);
  // typeof has told.
  if (known) return value as Comparable;
  throw new Error('no such overload');
}

function extreme(items: CelList, isBetter: (a: Comparable, b: Comparable) => boolean): CelValue {
  let best: CelValue | undefined;
  for (const item of items) {
    if (best === undefined || isBetter(comparable(item), comparable(best))) best = item;
  }
  if (best === undefined) throw new Error('min/max called on empty list');
  return best;
}

function isSorted(items: CelList): boolean {
  let last: CelValue | undefined;
  for (const item of items) {
    if (last !== undefined && comparable(last) > comparable(item)) return false;
    last = item;
  }
  return true;
}

function sum(items: CelList): CelValue {
  const values = [...items];
  if (values.every((value) => typeof value === 'number')) {
    return values.length === 0 ? 0n : values.reduce((all, value) => all + value, 0);
  }
  const total = values.reduce<bigint>((all, value) => {
    if (typeof value !== 'bigint') throw new Error('no such overload');
    return all + value;
  }, 0n);
  if (BigInt.asIntN(64, total) !== total) throw new Error('integer overflow');
  return total;
}

function indexIn(items: CelList, wanted: CelValue, isLast: boolean): bigint {
  const values = [...items].map((value) => (isCelUint(value) ? value.value : value));
  const value = isCelUint(wanted) ? wanted.value : wanted;
  return BigInt(isLast ? values.lastIndexOf(value) : values.indexOf(value));
}

/** apiserver `pkg/cel/library/lists.go`. */
const lists: CelFunc[] = [
  celMethod('isSorted', list, [], BOOL, function () {
    return isSorted(this);
  }),
  celMethod('sum', list, [], DYN, function () {
    return sum(this);
  }),
  celMethod('min', list, [], DYN, function () {
    return extreme(this, (a, b) => a < b);
  }),
  celMethod('max', list, [], DYN, function () {
    return extreme(this, (a, b) => a > b);
  }),
  celMethod('indexOf', list, [DYN], INT, function (wanted) {
    return indexIn(this, wanted, false);
  }),
  celMethod('lastIndexOf', list, [DYN], INT, function (wanted) {
    return indexIn(this, wanted, true);
  }),
];

/** An absolute URI, or an absolute path (Go's `url.ParseRequestURI`). */
function isUrl(text: string): boolean {
  if (text.startsWith('/')) return !/[\s\p{Cc}]/u.test(text);
  return /^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) && URL.canParse(text);
}

/** Neither zones nor IPv4 in IPv6's clothes (apiserver `pkg/cel/library/ip.go`). */
function isIpAddress(text: string): boolean {
  return isIP(text) !== 0 && !text.includes('%') && !/^::ffff:\d+\./i.test(text);
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const bitsMax = address.includes(':') ? 128 : 32;
  const isLength = /^(?:0|[1-9]\d{0,2})$/.test(bits) && Number(bits) <= bitsMax;
  return isIpAddress(address) && isLength && rest.length === 0;
}

function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch {
    return false;
  }
}

/** Questions about the form of a text (apiserver `pkg/cel/library`). */
const forms: CelFunc[] = [
  celFunc('isURL', [STRING], BOOL, isUrl),
  celFunc('isIP', [STRING], BOOL, isIpAddress),
  celFunc('isCIDR', [STRING], BOOL, isCidr),
  celFunc('isQuantity', [STRING], BOOL, isQuantity),
];

/** Everything an expression may call besides what CEL itself has. */
export const celFunctions: readonly CelFunc[] = [...strings, ...bounded, ...lists, ...forms];
