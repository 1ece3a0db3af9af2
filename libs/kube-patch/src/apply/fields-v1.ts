import { isJsonObject, type JsonObject } from '../json-value.js';
import { FieldPathSet } from './field-path-set.js';
import { comparePathElements, parsePathElement } from './path-element.js';

/** Deeper than any type of the API; a client's nesting must not exhaust the stack. */
const depthMax = 200;

/** The set as `metadata.managedFields[].fieldsV1` has it (structured-merge-diff `Set.ToJSON`). */
export function toFieldsV1(set: FieldPathSet): JsonObject {
  const fields: JsonObject = {};
  const elements = [...set.members];
  for (const element of set.children.keys()) if (!set.members.has(element)) elements.push(element);
  for (const element of elements.sort(comparePathElements)) {
    const child = set.children.get(element);
    if (child === undefined) fields[element] = {};
    else {
      const below = toFieldsV1(child);
      fields[element] = set.members.has(element) ? { '.': {}, ...below } : below;
    }
  }
  return fields;
}

/**
 * Reads FieldsV1. Path elements of kinds to come are dropped with all below them. Throws a
 * SyntaxError where it is something else.
 */
export function fromFieldsV1(fields: unknown): FieldPathSet {
  return read(fields, 0).set;
}

interface Node {
  readonly set: FieldPathSet;
  /** Whether the node is a path of the set itself: it says so, or has nothing below it. */
  readonly isMember: boolean;
}

function read(fields: unknown, depth: number): Node {
  const set = new FieldPathSet();
  if (fields === null) return { set, isMember: true };
  if (!isJsonObject(fields)) throw new SyntaxError('fieldsV1 must be made of objects');
  if (depth > depthMax) throw new SyntaxError(`fieldsV1 is nested deeper than ${depthMax} levels`);
  let isMember = false;
  for (const [key, below] of Object.entries(fields)) {
    if (key === '.') isMember = true;
    const element = key === '.' ? undefined : parsePathElement(key);
    if (element === undefined) continue;
    const child = read(below, depth + 1);
    if (child.isMember) set.members.add(element);
    if (!child.set.isEmpty) set.children.set(element, child.set);
  }
  return { set, isMember: isMember || set.isEmpty };
}
