import { isJsonObject, type JsonObject } from '../json-value.js';
import { PatchError } from '../patch-error.js';
import { directiveMarker } from './directives.js';
import { Identity, orderElements } from './element-order.js';
import type { PatchSchema } from './patch-schema.js';
import {
  badPatchType,
  goTypeOf,
  listOfLists,
  mixedList,
  noMergeKey,
} from './strategic-merge-error.js';

/** Merges an object of the patch into one of the list. */
export type ObjectMerger = (
  original: JsonObject,
  patch: JsonObject,
  schema: PatchSchema,
) => JsonObject;

export interface MergedList {
  readonly list: unknown[];
  /**
   * The order a `$setElementOrder` beside the list is to respect. Upstream reuses the memory of the
   * original: elements the patch adds take the places at its end that those it deletes leave free,
   * and count as if they had been there before.
   */
  readonly serverOrder: readonly unknown[];
}

/** Merges a list whose strategy is `merge`: by merge key, or as a set of scalars. */
export function mergeLists(
  original: readonly unknown[],
  patch: readonly unknown[],
  schema: PatchSchema,
  mergeKey: string,
  mergeObjects: ObjectMerger,
): MergedList {
  if (original.length === 0 && patch.length === 0) return { list: [], serverOrder: [] };
  const identity = new Identity(mergeKey);
  if (elementType([original, patch]) !== 'map[string]interface {}') {
    const list = [...new Set([...original, ...patch])];
    const scalars = new Identity('');
    return { list: orderElements(list, patch, original, scalars), serverOrder: original };
  }
  if (mergeKey === '') {
    throw new PatchError(`cannot merge lists without merge key for ${schema.name}`, 500);
  }
  const { kept, elements } = applyElementDirectives(original, patch, identity);
  const merged = [...kept];
  for (const element of elements) {
    const id = identity.required(element);
    const at = merged.findIndex((candidate) => identity.of(candidate) === id);
    const before = merged[at];
    if (isJsonObject(before) && isJsonObject(element)) {
      merged[at] = mergeObjects(before, element, schema);
    } else merged.push(element);
  }
  const serverOrder = merged.slice(0, Math.max(original.length, kept.length));
  return { list: orderElements(merged, elements, kept, identity), serverOrder };
}

/** Removes from a list of scalars what `$deleteFromPrimitiveList` names. */
export function deleteFromList(
  original: readonly unknown[],
  toDelete: readonly unknown[],
): unknown[] {
  const deleted = new Set(toDelete);
  return original.filter((element) => !deleted.has(element));
}

/** The Go type all elements have; lists of different types or of lists are refused. */
export function elementType(lists: readonly (readonly unknown[])[]): string {
  const types = new Set(lists.flat().map(goTypeOf));
  const [type = ''] = types;
  if (type === '[]interface {}') throw listOfLists();
  if (types.size > 1) throw mixedList(lists);
  return type;
}

/** Takes out of the patch the elements that delete, or that replace the whole list. */
function applyElementDirectives(
  original: readonly unknown[],
  patch: readonly unknown[],
  identity: Identity,
): { kept: readonly unknown[]; elements: readonly unknown[] } {
  let kept = original;
  let replace = false;
  const elements: unknown[] = [];
  for (const element of patch) {
    const directive = isJsonObject(element) ? element[directiveMarker] : undefined;
    if (directive === undefined) elements.push(element);
    else if (directive === 'replace') replace = true;
    else if (directive === 'delete') {
      const id = identity.of(element);
      if (id === undefined) throw noMergeKey(element, identity.mergeKey);
      kept = kept.filter((candidate) => identity.of(candidate) !== id);
    } else if (directive === 'merge') {
      throw new PatchError('merging lists cannot yet be specified in the patch', 500);
    } else throw badPatchType(directive, element);
  }
  return replace ? { kept: elements, elements: [] } : { kept, elements };
}
