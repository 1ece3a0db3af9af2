import { quote } from '@drillyard/kube-schema';
import { isJsonObject, memberOf } from '../json-value.js';
import type { ListAtom } from './atom.js';
import { keyElement, type PathElement, valueElement } from './path-element.js';

/**
 * What tells an item of an associative list from the others (structured-merge-diff
 * `listItemToPathElement`). Throws a TypeError, in upstream's words, for an item that may not be
 * in such a list.
 */
export function listItemElement(list: ListAtom, item: unknown): PathElement {
  return list.keys.length > 0 ? keyedElement(list, item) : setElement(item);
}

function keyedElement(list: ListAtom, item: unknown): PathElement {
  if (item === null) throw new TypeError('associative list with keys may not have a null element');
  if (!isJsonObject(item)) {
    throw new TypeError('associative list with keys may not have non-map elements');
  }
  const keys: [string, unknown][] = [];
  for (const name of list.keys) {
    const value = memberOf(item, name) ?? list.element().map?.field(name)?.default;
    if (value !== undefined) keys.push([name, value]);
  }
  if (keys.length > 0) return keyElement(keys);
  throw new TypeError(
    `associative list with keys has an element that omits all key fields [${list.keys.map(quote).join(' ')}] (and doesn't have default values for any key fields)`,
  );
}

function setElement(item: unknown): PathElement {
  if (isJsonObject(item)) {
    throw new TypeError("associative list without keys has an element that's a map type");
  }
  if (Array.isArray(item)) {
    throw new TypeError('not supported: associative list with lists as elements');
  }
  if (item === null) {
    throw new TypeError("associative list without keys has an element that's an explicit null");
  }
  return valueElement(item);
}
