import { jsonEquals } from '../json-value.js';
import type { TypeRef } from './atom.js';
import { type Comparison, compare } from './compare.js';
import type { FieldPathSet } from './field-path-set.js';
import { merge } from './merge.js';
import { withNamedFields } from './named-fields.js';
import { removeItems } from './remove-items.js';
import { toFieldSet } from './to-field-set.js';
import { type ValidationOptions, validate } from './validate.js';

/** A value that has a type (structured-merge-diff `typed.TypedValue`). Never changed. */
export class TypedValue {
  private constructor(
    readonly value: unknown,
    readonly type: TypeRef,
  ) {}

  /** Throws a TypedValueError where the value does not have the type. */
  static of(value: unknown, type: TypeRef, options?: ValidationOptions): TypedValue {
    validate(value, type, options);
    return new TypedValue(value, type);
  }

  toFieldSet(): FieldPathSet {
    return toFieldSet(this.value, this.type);
  }

  merge(applied: TypedValue): TypedValue {
    return new TypedValue(merge(this.value, applied.value, this.type) ?? null, this.type);
  }

  compare(after: TypedValue): Comparison {
    return compare(this.value, after.value, this.type);
  }

  removeItems(items: FieldPathSet): TypedValue {
    return new TypedValue(removeItems(this.value, items, this.type), this.type);
  }

  withNamedFields(set: FieldPathSet): FieldPathSet {
    return withNamedFields(set, this.type);
  }

  equals(other: TypedValue): boolean {
    return jsonEquals(this.value, other.value);
  }
}
