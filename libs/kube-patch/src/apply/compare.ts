import { isJsonObject, jsonEquals, memberOf } from '../json-value.js';
import {
  type Atom,
  deduceAtom,
  type ListAtom,
  type MapAtom,
  memberType,
  sameAtom,
  type TypeRef,
} from './atom.js';
import { FieldPathSet } from './field-path-set.js';
import { listItemElement } from './list-item-element.js';
import { fieldNameElement, type PathElement } from './path-element.js';

/** How two values differ; no path is in more than one of the sets. */
export interface Comparison {
  readonly removed: FieldPathSet;
  /** In both, and different. */
  readonly modified: FieldPathSet;
  readonly added: FieldPathSet;
}

/** Compares two valid values of one type (structured-merge-diff `TypedValue.Compare`). */
export function compare(before: unknown, after: unknown, type: TypeRef): Comparison {
  const comparer = new Comparer();
  comparer.visit(before, after, type);
  return comparer;
}

/** Without the paths of `excluded` and all below them. */
export function excludeFields(comparison: Comparison, excluded: FieldPathSet): Comparison {
  return {
    removed: comparison.removed.recursiveDifference(excluded),
    modified: comparison.modified.recursiveDifference(excluded),
    added: comparison.added.recursiveDifference(excluded),
  };
}

class Comparer implements Comparison {
  readonly removed = new FieldPathSet();
  readonly modified = new FieldPathSet();
  readonly added = new FieldPathSet();
  private readonly path: PathElement[] = [];

  /** `undefined` is a value that is not there; at most one of the two is. */
  visit(before: unknown, after: unknown, type: TypeRef): void {
    const atom = type();
    const left = deduceAtom(atom, before);
    const right = deduceAtom(atom, after);
    if (before !== undefined && after !== undefined && !sameAtom(left, right)) {
      this.visitAs(left, before, after);
    }
    if (this.visitAs(after === undefined ? left : right, before, after)) return;
    if (before === undefined) this.added.insert(this.path);
    else if (after === undefined) this.removed.insert(this.path);
  }

  /** Whether the value is owned as a whole, and is done with. */
  private visitAs(shape: Atom, before: unknown, after: unknown): boolean {
    if (shape.map) return this.visitMaps(shape.map, before, after);
    if (shape.list && !shape.scalar) return this.visitLists(shape.list, before, after);
    return this.visitLeaf(before, after);
  }

  private visitLeaf(before: unknown, after: unknown): true {
    if (before === undefined) this.added.insert(this.path);
    else if (after === undefined) this.removed.insert(this.path);
    else if (!jsonEquals(before, after)) this.modified.insert(this.path);
    return true;
  }

  private visitMaps(map: MapAtom, before: unknown, after: unknown): boolean {
    const left = isJsonObject(before) ? before : {};
    const right = isJsonObject(after) ? after : {};
    const names = Object.keys(left);
    for (const name of Object.keys(right)) if (!Object.hasOwn(left, name)) names.push(name);
    // Two empty ones are a leaf, which keeps null and empty apart.
    if (map.isAtomic || names.length === 0) return this.visitLeaf(before, after);
    for (const name of names) {
      const [own, other] = [memberOf(left, name), memberOf(right, name)];
      // The very same: nothing below it differs, and a leaf would say so.
      if (own === other) continue;
      const type = memberType(map, name);
      if (type !== undefined) this.descend(fieldNameElement(name), own, other, type);
    }
    return false;
  }

  private visitLists(list: ListAtom, before: unknown, after: unknown): boolean {
    const left: unknown[] = Array.isArray(before) ? before : [];
    const right: unknown[] = Array.isArray(after) ? after : [];
    if (list.relationship === 'atomic' || (left.length === 0 && right.length === 0)) {
      return this.visitLeaf(before, after);
    }
    const leftItems = groupItems(list, left);
    const rightItems = groupItems(list, right);
    for (const element of new Set([...leftItems.keys(), ...rightItems.keys()])) {
      const { element: type } = list;
      this.visitItems(element, leftItems.get(element) ?? [], rightItems.get(element) ?? [], type);
    }
    return false;
  }

  /** Items that share an element, of which there should be one: several are owned together. */
  private visitItems(
    element: PathElement,
    left: readonly unknown[],
    right: readonly unknown[],
    type: TypeRef,
  ): void {
    if (left.length <= 1 && right.length <= 1) this.descend(element, left[0], right[0], type);
    else if (left.length > 1 && right.length > 1) {
      if (!jsonEquals(left, right)) this.modified.insert([...this.path, element]);
    } else if (left.length > 1) {
      if (right.length > 0) this.descend(element, undefined, right[0], type);
      this.removed.insert([...this.path, element]);
    } else {
      if (left.length > 0) this.descend(element, left[0], undefined, type);
      this.added.insert([...this.path, element]);
    }
  }

  private descend(element: PathElement, before: unknown, after: unknown, type: TypeRef): void {
    this.path.push(element);
    this.visit(before, after, type);
    this.path.pop();
  }
}

function groupItems(list: ListAtom, items: readonly unknown[]): Map<PathElement, unknown[]> {
  const groups = new Map<PathElement, unknown[]>();
  for (const item of items) {
    const element = listItemElement(list, item);
    const group = groups.get(element);
    if (group === undefined) groups.set(element, [item]);
    else group.push(item);
  }
  return groups;
}
