import { goFormat } from '../go-format.js';
import { PatchError } from '../patch-error.js';
import { setElementOrderPrefix } from './directives.js';

/** Upstream's refusals of a strategic merge patch, with the status it answers each with. */
export const badPrimitiveList = () => new PatchError('invalid patch format of primitive list', 400);
export const badRetainKeys = () => new PatchError('invalid patch format of retainKeys', 400);
export const badSetElementOrder = () =>
  new PatchError('invalid patch format of setElementOrder list', 400);
export const listOfLists = () => new PatchError('lists of lists are not supported', 422);

export function noMergeKey(element: unknown, mergeKey: string): PatchError {
  const message = `map: ${goFormat(element)} does not contain declared merge key: ${mergeKey}`;
  return new PatchError(message, 500);
}

export function badPatchType(directive: unknown, patch: unknown): PatchError {
  const message = `unknown patch type: ${goFormat(directive)} in map: ${goFormat(patch)}`;
  return new PatchError(message, 500);
}

export function badArgType(expected: 'map' | 'list', actual: unknown): PatchError {
  const message = `expected a ${goTypes[expected]}, but received a ${goTypeOf(actual)}`;
  return new PatchError(message, 500);
}

export function mixedList(lists: readonly (readonly unknown[])[]): PatchError {
  return new PatchError(`list element types are not identical: ${goFormat(lists)}`, 500);
}

export function orderMismatch(patch: readonly unknown[], order: readonly unknown[]): PatchError {
  const lists = [patch, order].map(goFormat);
  const message = `The order in patch list:\n${lists[0]}\n doesn't match ${setElementOrderPrefix} list:\n${lists[1]}\n`;
  return new PatchError(message, 500);
}

const goTypes = { map: 'map[string]interface {}', list: '[]interface {}' } as const;

/** The Go type a JSON value is decoded to. */
export function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) return goTypes.list;
  if (value === null || value === undefined) return '%!s(<nil>)';
  if (typeof value === 'object') return goTypes.map;
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : 'string';
}
