import type { TypedValue } from './typed-value.js';

/** Between the versions of a kind: managers speak of fields in the version they wrote in. */
export interface Converter {
  /** The same value if it has that version already; undefined for a version that is gone. */
  convert(value: TypedValue, apiVersion: string): TypedValue | undefined;
}
