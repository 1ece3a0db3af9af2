import { isJsonObject } from '../json-value.js';
import { deduceAtom, type ListAtom, type MapAtom, memberType, type TypeRef } from './atom.js';
import { FieldPathSet } from './field-path-set.js';
import { listItemElement } from './list-item-element.js';
import { fieldNameElement, type PathElement } from './path-element.js';

/** Every leaf and list item of a valid value (structured-merge-diff `TypedValue.ToFieldSet`). */
export function toFieldSet(value: unknown, type: TypeRef): FieldPathSet {
  const set = new FieldPathSet();
  visit(value, type, [], set);
  return set;
}

function visit(value: unknown, type: TypeRef, path: PathElement[], set: FieldPathSet): void {
  const atom = deduceAtom(type(), value);
  if (atom.map) visitMap(value, atom.map, path, set);
  else if (atom.list && !atom.scalar) visitList(value, atom.list, path, set);
  else set.insert(path);
}

function visitMap(value: unknown, map: MapAtom, path: PathElement[], set: FieldPathSet): void {
  if (map.isAtomic) set.insert(path);
  if (map.isAtomic || !isJsonObject(value)) return;
  for (const name of Object.keys(value)) {
    const type = memberType(map, name);
    if (type === undefined) continue;
    const member = value[name];
    path.push(fieldNameElement(name));
    visit(member, type, path, set);
    const isEmpty = member === null || (isJsonObject(member) && Object.keys(member).length === 0);
    // A declared field is no choice of anybody's; a key of a map is.
    if (isEmpty || map.field(name) === undefined) set.insert(path);
    path.pop();
  }
}

function visitList(value: unknown, list: ListAtom, path: PathElement[], set: FieldPathSet): void {
  const isAtomic = list.relationship === 'atomic';
  if (isAtomic) set.insert(path);
  if (isAtomic || !Array.isArray(value)) return;
  const elements = value.map((item) => listItemElement(list, item));
  const seen = new Map<PathElement, number>();
  for (const element of elements) seen.set(element, (seen.get(element) ?? 0) + 1);
  for (const [at, element] of elements.entries()) {
    path.push(element);
    if (seen.get(element) === 1) visit(value[at], list.element, path, set);
    set.insert(path);
    path.pop();
  }
}
