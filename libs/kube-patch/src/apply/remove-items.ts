import { isJsonObject, type JsonObject, setMember } from '../json-value.js';
import { deduceAtom, type ListAtom, type MapAtom, memberType, type TypeRef } from './atom.js';
import type { FieldPathSet } from './field-path-set.js';
import { listItemElement } from './list-item-element.js';
import { fieldNameElement, type PathElement } from './path-element.js';

/**
 * The value without the list items and fields of the set (structured-merge-diff
 * `TypedValue.RemoveItems`); null where nothing is left. What becomes empty by it stays, empty.
 */
export function removeItems(value: unknown, items: FieldPathSet, type: TypeRef): unknown {
  const atom = deduceAtom(type(), value);
  if (atom.map) return removeFromMap(value, items, atom.map);
  if (atom.list && !atom.scalar) return removeFromList(value, items, atom.list);
  return value;
}

function removeFromMap(value: unknown, items: FieldPathSet, map: MapAtom): unknown {
  if (!isJsonObject(value) || map.isAtomic) return null;
  const kept: JsonObject = {};
  let isTouched = false;
  for (const name of Object.keys(value)) {
    const element = fieldNameElement(name);
    if (items.members.has(element)) continue;
    const below = itemsBelow(items, element);
    isTouched ||= below !== undefined;
    const type = memberType(map, name);
    const member = value[name];
    setMember(kept, name, below && type ? removeBelow(member, below, type) : member);
  }
  return Object.keys(kept).length > 0 || isTouched ? kept : null;
}

function removeFromList(value: unknown, items: FieldPathSet, list: ListAtom): unknown {
  if (!Array.isArray(value) || list.relationship === 'atomic') return null;
  const kept: unknown[] = [];
  for (const item of value) {
    const element = listItemElement(list, item);
    if (items.members.has(element)) continue;
    const below = itemsBelow(items, element);
    kept.push(below ? removeBelow(item, below, list.element) : item);
  }
  return kept.length > 0 ? kept : null;
}

function itemsBelow(items: FieldPathSet, element: PathElement): FieldPathSet | undefined {
  const below = items.children.get(element);
  return below === undefined || below.isEmpty ? undefined : below;
}

function removeBelow(value: unknown, items: FieldPathSet, type: TypeRef): unknown {
  const rest = removeItems(value, items, type);
  if (rest !== null) return rest;
  if (Array.isArray(value)) return [];
  return isJsonObject(value) ? {} : null;
}
