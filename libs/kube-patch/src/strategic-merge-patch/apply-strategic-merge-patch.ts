import { cloneJson, isJsonObject, type JsonObject, memberOf, setMember } from '../json-value.js';
import {
  deleteFromPrimitiveListPrefix,
  directiveMarker,
  retainKeysDirective,
  setElementOrderPrefix,
} from './directives.js';
import { Identity, orderElements } from './element-order.js';
import { deleteFromList, elementType, type MergedList, mergeLists } from './merge-lists.js';
import type { PatchField, PatchSchema } from './patch-schema.js';
import {
  badArgType,
  badPatchType,
  badPrimitiveList,
  badRetainKeys,
  badSetElementOrder,
  goTypeOf,
  orderMismatch,
} from './strategic-merge-error.js';

/**
 * Applies a strategic merge patch: a merge patch that knows, from the type, which lists merge and
 * by which key, and that may carry directives ($patch, $retainKeys, $setElementOrder,
 * $deleteFromPrimitiveList). Throws `PatchError`. Inputs are left as they are.
 */
export function applyStrategicMergePatch(
  original: JsonObject,
  patch: JsonObject,
  schema: PatchSchema,
): JsonObject {
  return mergeObjects(cloneJson(original), cloneJson(patch), schema);
}

/** Both inputs are copies that may be used up. */
function mergeObjects(original: JsonObject, patch: JsonObject, schema: PatchSchema): JsonObject {
  const directive = memberOf(patch, directiveMarker);
  if (directive !== undefined) return replaceOrDelete(directive, patch);
  applyRetainKeys(original, patch);
  applyElementOrders(original, patch, schema);
  for (const [key, value] of Object.entries(patch)) mergeMember(original, key, value, schema);
  return original;
}

function replaceOrDelete(directive: unknown, patch: JsonObject): JsonObject {
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw badPatchType(directive, patch);
  delete patch[directiveMarker];
  return patch;
}

/** `$retainKeys` names every member that stays; the patch may not set any other. */
function applyRetainKeys(original: JsonObject, patch: JsonObject): void {
  const list = memberOf(patch, retainKeysDirective);
  if (list === undefined) return;
  delete patch[retainKeysDirective];
  if (!Array.isArray(list)) throw badRetainKeys();
  const retained = new Set(list);
  for (const [key, value] of Object.entries(patch)) {
    const isParallelList =
      key.startsWith(deleteFromPrimitiveListPrefix) || key.startsWith(setElementOrderPrefix);
    if (value !== null && !isParallelList && !retained.has(key)) throw badRetainKeys();
  }
  for (const key of Object.keys(original)) if (!retained.has(key)) delete original[key];
}

/** Merges each list that has a `$setElementOrder` beside it, and puts it in that order. */
function applyElementOrders(original: JsonObject, patch: JsonObject, schema: PatchSchema): void {
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(setElementOrderPrefix)) continue;
    delete patch[directive];
    if (!Array.isArray(order)) throw badArgType('list', order);
    const key = keyOfDirective(directive, setElementOrderPrefix);
    if (key === undefined) throw badSetElementOrder();
    const before = listOf(original, key);
    const change = listOf(patch, key);
    const field = schema.field(key);
    const identity = new Identity(field.mergeKey);
    checkOrder(change ?? [], order, identity);
    if (!before && !change) continue;
    const merged = mergeListMember(before, change, field);
    elementType([before ?? [], change ?? []]);
    setMember(original, key, orderElements(merged.list, order, merged.serverOrder, identity));
    delete patch[key];
  }
}

function mergeListMember(
  before: unknown[] | undefined,
  change: unknown[] | undefined,
  field: PatchField,
): MergedList {
  const serverOrder = before ?? [];
  if (!change) return { list: serverOrder, serverOrder };
  if (!before) return { list: withoutDirectives(change) as unknown[], serverOrder };
  if (field.strategy !== 'merge') return { list: change, serverOrder };
  return mergeLists(before, change, field.schema, field.mergeKey, mergeObjects);
}

/** The elements of the patch must stand in the order list, and in the same order. */
function checkOrder(change: readonly unknown[], order: readonly unknown[], identity: Identity) {
  if (change.length === 0 || order.length === 0) return;
  const directiveOf = (element: unknown) =>
    isJsonObject(element) ? memberOf(element, directiveMarker) : undefined;
  const elements = change.filter((element) => directiveOf(element) !== 'delete');
  let next = 0;
  for (const named of order) {
    while (next < elements.length && directiveOf(elements[next]) !== undefined) next++;
    if (next >= elements.length) return;
    if (identity.required(elements[next]) === identity.required(named)) next++;
  }
  if (next < elements.length) throw orderMismatch(change, order);
}

function mergeMember(original: JsonObject, name: string, value: unknown, schema: PatchSchema) {
  if (name.startsWith(deleteFromPrimitiveListPrefix)) {
    const key = keyOfDirective(name, deleteFromPrimitiveListPrefix);
    if (key === undefined) throw badPrimitiveList();
    const list = memberOf(original, key);
    if (!Array.isArray(list) || !Array.isArray(value)) return;
    elementType([list, value]);
    original[key] = deleteFromList(list, value);
    return;
  }
  if (value === null) {
    delete original[name];
    return;
  }
  const before = memberOf(original, name);
  if (goTypeOf(before) !== goTypeOf(value)) setOrDelete(original, name, withoutNulls(value));
  else if (isJsonObject(before) && isJsonObject(value)) {
    const field = schema.field(name);
    const merged = field.strategy === 'replace' ? value : mergeObjects(before, value, field.schema);
    setMember(original, name, merged);
  } else if (Array.isArray(before) && Array.isArray(value)) {
    setMember(original, name, mergeListMember(before, value, schema.field(name)).list);
  } else setMember(original, name, value);
}

function setOrDelete(original: JsonObject, key: string, value: unknown): void {
  const kept = withoutDirectives(value);
  if (kept === undefined) delete original[key];
  else setMember(original, key, kept);
}

function keyOfDirective(directive: string, prefix: string): string | undefined {
  return directive.startsWith(`${prefix}/`) ? directive.slice(prefix.length + 1) : undefined;
}

function listOf(object: JsonObject, key: string): unknown[] | undefined {
  const value = memberOf(object, key);
  if (value !== undefined && !Array.isArray(value)) throw badArgType('list', value);
  return value;
}

/** Undefined for an object that is itself a directive. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutDirectives).filter((element) => element !== undefined);
  }
  if (!isJsonObject(value)) return value;
  if (directiveMarker in value) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const kept = withoutDirectives(member);
    if (kept === undefined) delete value[key];
    else setMember(value, key, kept);
  }
  return value;
}

/** Nulls in a part of the patch that is new delete nothing; they are dropped. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) for (const element of value) withoutNulls(element);
  else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (member === null) delete value[key];
      else withoutNulls(member);
    }
  }
  return value;
}
