export { type Atom, deducedType, type MapField, type TypeRef, untypedAtomic } from './atom.js';
export { type Conflict, ConflictsError } from './conflict.js';
export type { Converter } from './converter.js';
export { FieldPathSet } from './field-path-set.js';
export { fromFieldsV1, toFieldsV1 } from './fields-v1.js';
export {
  fieldNameElement,
  formatPath,
  type Path,
  type PathElement,
} from './path-element.js';
export { typeOfSchema } from './type-of-schema.js';
export { TypedValue } from './typed-value.js';
export { Updater, type Write } from './updater.js';
export { TypedValueError } from './validate.js';
export type { Managers, VersionedSet } from './versioned-set.js';
