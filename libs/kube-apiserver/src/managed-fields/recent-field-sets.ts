import { type FieldPathSet, fromFieldsV1, toFieldsV1 } from '@drillyard/kube-patch';
import { deepFreeze } from '../storage/deep-freeze.js';

/**
 * Sets kept beside the FieldsV1 they were read from or written as. An object is written several
 * times in a row, and most of its owners stay what they were; more would double the memory of
 * objects that rest.
 */
const recentSetsMax = 512;

const recent = new Map<object, FieldPathSet>();
const written = new WeakMap<FieldPathSet, object>();

/** Like `fromFieldsV1`, which is done once for what is stored, and so never changes. */
export function readFieldsV1(fields: unknown): FieldPathSet {
  if (typeof fields !== 'object' || fields === null || !Object.isFrozen(fields)) {
    return fromFieldsV1(fields);
  }
  const known = recent.get(fields);
  if (known !== undefined) return known;
  const set = fromFieldsV1(fields);
  remember(fields, set);
  return set;
}

/** Like `toFieldsV1`, and the same frozen object for the same set. */
export function writeFieldsV1(set: FieldPathSet): object {
  const known = written.get(set);
  if (known !== undefined) return known;
  const fields = deepFreeze(toFieldsV1(set));
  written.set(set, fields);
  remember(fields, set);
  return fields;
}

function remember(fields: object, set: FieldPathSet): void {
  recent.set(fields, set);
  const [oldest] = recent.keys();
  if (recent.size > recentSetsMax && oldest !== undefined) recent.delete(oldest);
}
