/**
 * The type graph: every message type of the served API, by its upstream name
 * (`io.k8s.api.rbac.v1.Role`). Facts only: names, types, wire numbers, merge keys.
 */
export interface ObjectSchema {
  readonly name: string;
  /** In the order of upstream's Go struct: the order of keys in JSON answers. */
  readonly fields: readonly FieldSchema[];
  /** Group, version and kind where objects of this type stand on their own. */
  readonly gvk?: { readonly group: string; readonly version: string; readonly kind: string };
}
export interface FieldSchema {
  /** JSON name. Inlined types are flattened. */
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** Protobuf field number. */
  readonly number: number;
  readonly listType?: 'atomic' | 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  readonly mapType?: 'atomic' | 'granular';
  /** Strategic merge: `merge`, `replace`, `retainKeys`, or two joined by a comma. */
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
}
export type FieldType =
  | { readonly kind: 'string' | 'boolean' | 'int32' | 'int64' | 'double' | 'bytes' }
  | { readonly kind: 'time' | 'microTime' | 'duration' | 'quantity' | 'intOrString' }
  /** Any JSON: RawExtension, FieldsV1, JSONSchemaProps' JSON. */
  | { readonly kind: 'any' }
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'list'; readonly items: FieldType }
  | { readonly kind: 'map'; readonly values: FieldType };
