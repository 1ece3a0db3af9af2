import {
  type FieldSchema,
  type FieldType,
  implicitDefault,
  type ObjectSchema,
  schemaOf,
} from '@drillyard/kube-schema';
import {
  type Atom,
  deducedType,
  type ListAtom,
  type MapAtom,
  type MapField,
  type Scalar,
  type TypeRef,
  untypedAtomic,
} from './atom.js';

/** How a field overrides what its type says about ownership. */
type Extensions = Partial<FieldSchema>;

const scalars: Partial<Record<FieldType['kind'], Scalar>> = {
  string: 'string',
  bytes: 'string',
  boolean: 'boolean',
  int32: 'numeric',
  int64: 'numeric',
  double: 'numeric',
  time: 'untyped',
  microTime: 'untyped',
  quantity: 'untyped',
  intOrString: 'untyped',
};

/** Types that take any JSON: granular, unlike a RawExtension. */
const anyJson: Atom = {
  scalar: 'untyped',
  list: { relationship: 'atomic', keys: [], element: untypedAtomic },
  map: { isAtomic: false, hasFields: false, field: () => undefined, element: deducedType },
};

const types = new WeakMap<ObjectSchema, TypeRef>();

/** The type of a kind (kube-openapi `schemaconv`). Made once for each schema, field by field. */
export function typeOfSchema(schema: ObjectSchema): TypeRef {
  let type = types.get(schema);
  if (type === undefined) {
    const atom = { map: mapOfSchema(schema, schema.mapType) };
    type = () => atom;
    types.set(schema, type);
  }
  return type;
}

function mapOfSchema(schema: ObjectSchema, mapType: FieldSchema['mapType']): MapAtom {
  const made = new Map<string, MapField>();
  return {
    isAtomic: mapType === 'atomic',
    hasFields: schema.fields.length > 0,
    ...(schema.fields.length === 0 && { element: deducedType }),
    field(name) {
      const known = made.get(name);
      if (known !== undefined) return known;
      const field = schema.fieldsByName.get(name);
      if (field === undefined) return undefined;
      const type = once(() => atomOf(field.type, field));
      const one = { type, default: implicitDefault(field) };
      made.set(name, one);
      return one;
    },
  };
}

function atomOf(type: FieldType, extensions: Extensions = {}): Atom {
  const scalar = scalars[type.kind];
  if (scalar !== undefined) return { scalar };
  switch (type.kind) {
    case 'list':
      return { list: listOf(type.items, extensions) };
    case 'map': {
      const element = once(() => atomOf(type.values));
      const isAtomic = extensions.mapType === 'atomic';
      return { map: { isAtomic, hasFields: false, field: () => undefined, element } };
    }
    case 'object':
      return objectOf(type.name, extensions);
    default:
      return type.goName === 'runtime.RawExtension' ? untypedAtomic() : anyJson;
  }
}

function objectOf(name: string, { mapType }: Extensions): Atom {
  const schema = schemaOf(name);
  if (schema === undefined) return anyJson;
  if (mapType === undefined || mapType === schema.mapType) return typeOfSchema(schema)();
  return { map: mapOfSchema(schema, mapType) };
}

function listOf(items: FieldType, extensions: Extensions): ListAtom {
  const element = once(() => atomOf(items));
  const keys = keysOf(extensions);
  return { relationship: keys ? 'associative' : 'atomic', keys: keys ?? [], element };
}

/** Keys of an associative list, none for a set; undefined where the list is atomic. */
function keysOf({ listType, listMapKeys, patchStrategy, patchMergeKey }: Extensions) {
  if (listType === 'map') return listMapKeys ?? [];
  if (listType === 'set') return [];
  if (listType === 'atomic' || patchStrategy?.split(',')[0] !== 'merge') return undefined;
  return patchMergeKey === undefined ? [] : [patchMergeKey];
}

function once(make: TypeRef): TypeRef {
  let made: Atom | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
