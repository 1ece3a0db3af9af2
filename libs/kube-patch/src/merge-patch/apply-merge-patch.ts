import { cloneJson, isJsonObject, type JsonObject, memberOf, setMember } from '../json-value.js';
import { PatchError } from '../patch-error.js';

/**
 * Applies a JSON merge patch (RFC 7386) as upstream does: a null in the patch removes a member,
 * an object merges, all else replaces. Inputs are left as they are.
 */
export function applyMergePatch(original: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) return withoutNulls(patch);
  if (!isJsonObject(patch)) throw new PatchError('Invalid JSON Patch', 400);
  return isJsonObject(original) ? mergeObjects(original, patch) : withoutNulls(patch);
}

function mergeObjects(original: JsonObject, patch: JsonObject): JsonObject {
  const merged: JsonObject = {};
  for (const key of Object.keys(original)) {
    const value = memberOf(patch, key);
    if (value === undefined) setMember(merged, key, cloneJson(original[key]));
    else if (value !== null) setMember(merged, key, mergeValues(original[key], value));
  }
  for (const key of Object.keys(patch)) {
    if (Object.hasOwn(original, key) || patch[key] === null) continue;
    setMember(merged, key, withoutNulls(patch[key]));
  }
  return merged;
}

function mergeValues(original: unknown, patch: unknown): unknown {
  if (original === null || !isJsonObject(patch)) {
    return original === null ? withoutNulls(patch) : cloneJson(patch);
  }
  return isJsonObject(original) ? mergeObjects(original, patch) : withoutNulls(patch);
}

/** A copy without members that are null, at any depth; nulls in lists stay. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    if (value[key] !== null) setMember(copy, key, withoutNulls(value[key]));
  }
  return copy;
}
