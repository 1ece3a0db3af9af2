import type { GroupVersionKind } from '@drillyard/kube-objects';

/**
 * The type graph: every message type of the served API, by its upstream name
 * (`io.k8s.api.rbac.v1.Role`). Facts only: names, types, wire numbers, merge keys.
 */
export interface ObjectSchema {
  readonly name: string;
  /** In the order of upstream's Go struct: the order of keys in JSON answers. */
  readonly fields: readonly FieldSchema[];
  /** The same fields by JSON name. */
  readonly fieldsByName: ReadonlyMap<string, FieldSchema>;
  /** Group, version and kind where objects of this type stand on their own. */
  readonly gvk?: GroupVersionKind;
  /** Server-side apply: whether values of this type are owned as a whole. */
  readonly mapType?: 'atomic' | 'granular';
  /** OpenAPI `x-kubernetes-unions`, as it stands there. */
  readonly unions?: unknown;
}

export interface FieldSchema {
  /** JSON name. Inlined types are flattened. */
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** Protobuf field number; 0 for a field that does not travel (kind and apiVersion). */
  readonly number: number;
  /** Numbers of the messages around {@link number}, outermost first, where Go inlines a struct. */
  readonly within: readonly number[];
  /** Whether absent and zero differ (a Go pointer): `replicas: 0` is kept. */
  readonly pointer: boolean;
  /** When Go's encoder leaves the field out: never, where it is empty, where it is zero. */
  readonly omit: 'never' | 'empty' | 'zero';
  /** The Go struct it is embedded by, which upstream's error messages name: `VolumeSource`. */
  readonly embeddedIn?: string;
  /** The default OpenAPI declares. Most defaults are code, and those of strategies. */
  readonly default?: string | number | boolean;
  readonly listType?: 'atomic' | 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  readonly mapType?: 'atomic' | 'granular';
  /** Strategic merge: `merge`, `replace`, `retainKeys`, or two joined by a comma. */
  readonly patchStrategy?: string;
  readonly patchMergeKey?: string;
}

export type FieldType = FieldTypeOfKind & {
  /** The Go type in upstream's error messages where it has a name: `v1.RestartPolicy`. */
  readonly goName?: string;
};

type FieldTypeOfKind =
  | {
      readonly kind: 'string';
      /** Values OpenAPI lists; nothing is refused on their account. */
      readonly enum?: readonly string[];
    }
  | { readonly kind: 'boolean' | 'int32' | 'int64' | 'double' | 'bytes' }
  | { readonly kind: 'time' | 'microTime' | 'quantity' | 'intOrString' }
  /** Any JSON: RawExtension, FieldsV1, JSONSchemaProps' JSON. */
  | { readonly kind: 'any' }
  /** JSONSchemaProps or, instead, a boolean, a list of them, or a list of strings. */
  | { readonly kind: 'schemaOrBool' | 'schemaOrArray' | 'schemaOrStringArray' }
  | { readonly kind: 'object'; readonly name: string }
  | {
      readonly kind: 'list';
      readonly items: FieldType;
      /** Whether the list is a message of its own on the wire, its elements field 1. */
      readonly wrapped?: boolean;
    }
  | { readonly kind: 'map'; readonly values: FieldType };
