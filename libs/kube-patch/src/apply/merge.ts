import { isJsonObject, type JsonObject, memberOf, setMember } from '../json-value.js';
import { deduceAtom, type ListAtom, type MapAtom, memberType, type TypeRef } from './atom.js';
import { listItemElement } from './list-item-element.js';
import type { PathElement } from './path-element.js';

/**
 * What is there and what is applied, in one (structured-merge-diff `TypedValue.Merge`): nothing
 * goes away, what is applied wins. Both values must be valid; `undefined` is a value that is not
 * there. The order of an associative list is that of what is applied as far as it says one.
 */
export function merge(live: unknown, applied: unknown, type: TypeRef): unknown {
  const shape = deduceAtom(type(), applied === undefined ? live : applied);
  if (shape.map) return mergeMaps(shape.map, live, applied);
  if (shape.list && !shape.scalar) return mergeLists(shape.list, live, applied);
  return keepApplied(live, applied);
}

function keepApplied(live: unknown, applied: unknown): unknown {
  return applied === undefined ? live : applied;
}

function mergeMaps(map: MapAtom, live: unknown, applied: unknown): unknown {
  const left = isJsonObject(live) ? live : {};
  const right = isJsonObject(applied) ? applied : {};
  const names = Object.keys(left);
  for (const name of Object.keys(right)) if (!Object.hasOwn(left, name)) names.push(name);
  // Two empty ones are a leaf, which keeps null and empty apart.
  if (map.isAtomic || names.length === 0) return keepApplied(live, applied);
  const merged: JsonObject = {};
  for (const name of names) {
    const type = memberType(map, name);
    if (type === undefined) continue;
    const value = merge(memberOf(left, name), memberOf(right, name), type);
    if (value !== undefined) setMember(merged, name, value);
  }
  return Object.keys(merged).length > 0 ? merged : undefined;
}

function mergeLists(list: ListAtom, live: unknown, applied: unknown): unknown {
  const left: unknown[] = Array.isArray(live) ? live : [];
  const right: unknown[] = Array.isArray(applied) ? applied : [];
  if (list.relationship === 'atomic' || (left.length === 0 && right.length === 0)) {
    return keepApplied(live, applied);
  }
  const merged = mergeItems(list, indexed(list, left), indexed(list, right));
  return merged.length > 0 ? merged : undefined;
}

interface IndexedList {
  readonly items: readonly unknown[];
  readonly elements: readonly PathElement[];
  /** An element's item; null where several items have the same. */
  readonly byElement: ReadonlyMap<PathElement, unknown>;
}

function indexed(list: ListAtom, items: readonly unknown[]): IndexedList {
  const elements = items.map((item) => listItemElement(list, item));
  const byElement = new Map<PathElement, unknown>();
  for (const [at, element] of elements.entries()) {
    byElement.set(element, byElement.has(element) ? null : items[at]);
  }
  return { items, elements, byElement };
}

/**
 * Walks both lists at once: items only the live list has keep their place between their
 * neighbours, shared ones come in the order they are applied in.
 */
function mergeItems(list: ListAtom, live: IndexedList, applied: IndexedList): unknown[] {
  const merged: unknown[] = [];
  const done = new Set<PathElement>();
  const shared = applied.elements.filter((element) => live.byElement.has(element));
  let nextShared = shared.shift();
  const take = (left: unknown, right: unknown) => {
    const value = merge(left, right, list.element);
    if (value !== undefined) merged.push(value);
  };
  const takeBoth = (element: PathElement) => {
    done.add(element);
    take(live.byElement.get(element), applied.byElement.get(element));
  };
  let [l, r] = [0, 0];
  while (l < live.elements.length || r < applied.elements.length) {
    const left = live.elements[l];
    const right = applied.elements[r];
    if (left !== undefined && left === right) {
      takeBoth(left);
      l++;
      r++;
      nextShared = shared.shift();
      continue;
    }
    if (left !== undefined && !applied.byElement.has(left)) {
      take(live.items[l], undefined);
      l++;
      continue;
    }
    if (
      left !== undefined &&
      right !== undefined &&
      nextShared !== undefined &&
      nextShared !== left
    ) {
      // Shared, but not the one whose turn it is.
      l++;
      continue;
    }
    if (left !== undefined && done.has(left)) l++;
    if (right === undefined) continue;
    takeBoth(right);
    r++;
    if (nextShared === right) nextShared = shared.shift();
  }
  return merged;
}
