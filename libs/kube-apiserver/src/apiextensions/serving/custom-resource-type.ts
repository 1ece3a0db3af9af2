import {
  type Atom,
  deducedType,
  type MapField,
  type TypeRef,
  typeOfSchema,
  untypedAtomic,
} from '@drillyard/kube-patch';
import { schemaOf } from '@drillyard/kube-schema';
import {
  additionalOf,
  itemsOf,
  type JsonSchemaProps,
  ownMember,
} from '../schema/json-schema-props.js';

const string: JsonSchemaProps = { type: 'string' };
const stringType: TypeRef = () => ({ scalar: 'string' });

/**
 * How the fields of a custom resource are owned and merged (kube-openapi `schemaconv`). Below
 * `x-kubernetes-preserve-unknown-fields` whatever is not described is told from the values.
 */
export function typeOfCustomResource(schema: JsonSchemaProps): TypeRef {
  const root = { ...schema, 'x-kubernetes-embedded-resource': true };
  return once(() => atomOf(root, false));
}

function atomOf(schema: JsonSchemaProps, inherited: boolean): Atom {
  const preserves = inherited || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (schema['x-kubernetes-int-or-string'] === true) return { scalar: 'untyped' };
  switch (schema.type ?? '') {
    case '':
      return { scalar: 'untyped', list: listOf(schema, preserves), map: mapOf(schema, preserves) };
    case 'object':
      return { map: mapOf(schema, preserves) };
    case 'array':
      return { list: listOf(schema, preserves) };
    case 'boolean':
      return { scalar: 'boolean' };
    case 'string':
      return { scalar: 'string' };
    default:
      return { scalar: 'numeric' };
  }
}

function listOf(schema: JsonSchemaProps, preserves: boolean): NonNullable<Atom['list']> {
  const items = itemsOf(schema);
  const type = schema['x-kubernetes-list-type'];
  return {
    relationship: type === 'set' || type === 'map' ? 'associative' : 'atomic',
    keys: type === 'map' ? (schema['x-kubernetes-list-map-keys'] ?? []) : [],
    element: items === undefined ? untypedAtomic : once(() => atomOf(items, preserves)),
  };
}

function mapOf(schema: JsonSchemaProps, preserves: boolean): NonNullable<Atom['map']> {
  const isResource = schema['x-kubernetes-embedded-resource'] === true;
  const { properties = {} } = schema;
  const known = new Map<string, MapField>();
  const element = elementOf(schema, preserves, isResource);
  return {
    isAtomic: schema['x-kubernetes-map-type'] === 'atomic',
    hasFields: isResource || Object.keys(properties).length > 0,
    ...(element && { element }),
    field(name) {
      const property = isResource
        ? (metaSchemas[name] ?? ownMember(properties, name))
        : ownMember(properties, name);
      if (property === undefined) return undefined;
      let made = known.get(name);
      if (made === undefined) {
        const type = isResource && name === 'metadata' ? metadataType : undefined;
        made = {
          type: type ?? once(() => atomOf(property, preserves)),
          ...(property.default === undefined ? {} : { default: property.default }),
        };
        known.set(name, made);
      }
      return made;
    },
  };
}

const metaSchemas: Readonly<Record<string, JsonSchemaProps>> = Object.assign(Object.create(null), {
  apiVersion: string,
  kind: string,
  metadata: { type: 'object' },
});

const metadataType: TypeRef = () => {
  const schema = schemaOf('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
  return schema === undefined ? stringType() : typeOfSchema(schema)();
};

/** Type of the members no property declares; undefined where there are none. */
function elementOf(
  schema: JsonSchemaProps,
  preserves: boolean,
  isResource: boolean,
): TypeRef | undefined {
  const additional = additionalOf(schema);
  if (additional !== undefined) return once(() => atomOf(additional, preserves));
  if (schema.additionalProperties !== undefined) {
    return schema.additionalProperties ? deducedType : undefined;
  }
  const isFree = !isResource && Object.keys(schema.properties ?? {}).length === 0;
  return preserves || isFree ? deducedType : undefined;
}

function once(make: TypeRef): TypeRef {
  let made: Atom | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
