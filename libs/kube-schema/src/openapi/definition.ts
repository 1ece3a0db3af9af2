import type { GroupVersionKind } from '@drillyard/kube-objects';
import type { FieldSchema, FieldType, ObjectSchema } from '../schema.js';
import { schemaOf } from '../type-table.js';
import type { Describe } from './describe.js';
import { wellKnownDefinition, wellKnownNames } from './well-known-definitions.js';

export type OpenApiObject = Record<string, unknown>;

/** What differs between OpenAPI 2 and 3 in the definition of a type. */
export interface Dialect {
  readonly version: 2 | 3;
  readonly describe: Describe;
  /** `group/version` of those the document speaks of: options are kinds of each. */
  readonly groupVersions: readonly string[];
}

/** Upstream's scheme registers these in every group version. */
const everywhere = /\.meta\.v1\.(DeleteOptions|WatchEvent)$/;

/** With its keys in alphabetical order, as extensions are written. */
export function sortedKind({ group, kind, version }: GroupVersionKind): OpenApiObject {
  return { group, kind, version };
}

/** Prefix of references to types. */
export function referenceTo({ version }: Dialect, name: string): OpenApiObject {
  const prefix = version === 2 ? '#/definitions/' : '#/components/schemas/';
  return { $ref: `${prefix}${name}` };
}

/** The schema of one type; keys in alphabetical order, as upstream serves them. */
export function definitionOf(name: string, dialect: Dialect): OpenApiObject {
  const description = dialect.describe(name);
  const wellKnown = wellKnownDefinition(name, dialect.version);
  if (wellKnown) return { ...(description !== undefined && { description }), ...wellKnown };
  const schema = schemaOf(name);
  if (!schema) return {};
  const required = schema.fields.filter((field) => field.required).map((field) => field.name);
  const properties = Object.fromEntries(
    [...schema.fields]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((field) => [field.name, propertyOf(schema, field, dialect)]),
  );
  const kinds = kindsOf(schema, dialect);
  return {
    ...(description !== undefined && { description }),
    type: 'object',
    ...(required.length > 0 && { required }),
    ...(schema.fields.length > 0 && { properties }),
    ...(kinds.length > 0 && { 'x-kubernetes-group-version-kind': kinds }),
    ...(schema.mapType && { 'x-kubernetes-map-type': schema.mapType }),
    ...(schema.unions !== undefined && { 'x-kubernetes-unions': schema.unions }),
  };
}

/** Types a type refers to, for collecting all that a document needs. */
export function referencesOf(name: string): string[] {
  const typesIn = (type: FieldType): string[] => {
    if (type.kind === 'list') return typesIn(type.items);
    if (type.kind === 'map') return typesIn(type.values);
    const found = type.kind === 'object' ? type.name : wellKnownNames.get(type.goName ?? '');
    return found === undefined ? [] : [found];
  };
  return schemaOf(name)?.fields.flatMap(({ type }) => typesIn(type)) ?? [];
}

function kindsOf({ name, gvk }: ObjectSchema, { groupVersions }: Dialect): OpenApiObject[] {
  if (!everywhere.test(name)) return gvk ? [sortedKind(gvk)] : [];
  const kind = name.slice(name.lastIndexOf('.') + 1);
  return groupVersions.map((groupVersion) => {
    const [group = '', version = ''] = groupVersion.split('/');
    return { group, kind, version };
  });
}

function propertyOf(schema: ObjectSchema, field: FieldSchema, dialect: Dialect): OpenApiObject {
  // A field may go undescribed where its type is not: better the type's words than none.
  const described = dialect.describe(schema.name, field.name);
  const description =
    described ?? (field.type.kind === 'object' ? dialect.describe(field.type.name) : undefined);
  const value = dialect.version === 3 ? implicitDefault(field) : undefined;
  const siblings = {
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
  };
  return {
    ...siblings,
    ...typeOf(field.type, dialect, Object.keys(siblings).length > 0),
    ...extensionsOf(field),
  };
}

/** In OpenAPI 3 a reference may not stand beside other keys: it goes into an `allOf`. */
function typeOf(type: FieldType, dialect: Dialect, hasSiblings: boolean): OpenApiObject {
  switch (type.kind) {
    case 'string':
      return { type: 'string', ...(type.enum && { enum: type.enum }) };
    case 'boolean':
      return { type: 'boolean' };
    case 'int32':
    case 'int64':
      return { type: 'integer', format: type.kind };
    case 'double':
      return { type: 'number', format: 'double' };
    case 'bytes':
      return { type: 'string', format: 'byte' };
    case 'list':
      return { type: 'array', items: typeOf(type.items, dialect, false) };
    case 'map':
      return { type: 'object', additionalProperties: typeOf(type.values, dialect, false) };
    default: {
      const name = type.kind === 'object' ? type.name : wellKnownNames.get(type.goName ?? '');
      const reference = referenceTo(dialect, name ?? '');
      return hasSiblings && dialect.version === 3 ? { allOf: [reference] } : reference;
    }
  }
}

/** The default OpenAPI 3 states: the declared one or the zero value Go's encoder writes. */
export function implicitDefault({ type, pointer, omit, default: declared }: FieldSchema): unknown {
  if (declared !== undefined) return declared;
  if (pointer) return undefined;
  return type.kind === 'object' || omit === 'never' ? zeroOf(type) : undefined;
}

function zeroOf(type: FieldType): unknown {
  if (type.kind === 'string') return '';
  if (type.kind === 'boolean') return false;
  if (type.kind === 'int32' || type.kind === 'int64' || type.kind === 'double') return 0;
  return type.kind === 'object' ? {} : undefined;
}

function extensionsOf(field: FieldSchema): OpenApiObject {
  return {
    ...(field.listMapKeys && { 'x-kubernetes-list-map-keys': field.listMapKeys }),
    ...(field.listType && { 'x-kubernetes-list-type': field.listType }),
    ...(field.mapType && { 'x-kubernetes-map-type': field.mapType }),
    ...(field.patchMergeKey && { 'x-kubernetes-patch-merge-key': field.patchMergeKey }),
    ...(field.patchStrategy && { 'x-kubernetes-patch-strategy': field.patchStrategy }),
  };
}
