import type { Describe } from '@drillyard/kube-schema';
import { type JsonObject, sortedDeep } from '../schema/json-object.js';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { mapMembers } from '../schema/map-members.js';
import type { CustomResource } from '../serving/custom-resource.js';
import { toOpenApiV2 } from './to-openapi-v2.js';

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** The built-in types definitions refer to. */
export const referencedTypes: readonly string[] = [`${meta}.ObjectMeta`, `${meta}.ListMeta`];

/** Which OpenAPI is written, and where descriptions of what is not the definition's come from. */
export interface DefinitionDialect {
  readonly version: 2 | 3;
  readonly describe: Describe;
}

/** Names of the types of a resource: `com.example.drill.v1.Widget`. */
export function typeNamesOf({ group, version, kind, listKind }: CustomResource) {
  const home = `${group.split('.').reverse().join('.')}.${version}`;
  return { type: `${home}.${kind}`, listType: `${home}.${listKind}` };
}

/** The two definitions of a resource, by name (apiextensions `buildKubeNative`, `buildListSchema`). */
export function customDefinitions(
  resource: CustomResource,
  dialect: DefinitionDialect,
): Record<string, JsonObject> {
  const { type, listType } = typeNamesOf(resource);
  return {
    [type]: sortedDeep(objectDefinition(resource, dialect)) as JsonObject,
    [listType]: sortedDeep(listDefinition(resource, dialect)) as JsonObject,
  };
}

function objectDefinition(resource: CustomResource, dialect: DefinitionDialect): JsonObject {
  const { definedVersion, kind } = resource;
  const schema = definedVersion.schema?.openAPIV3Schema;
  const own = { ...extensionsOf(resource, kind) };
  // kubectl would refuse what is not described.
  const isOpen = schema?.['x-kubernetes-preserve-unknown-fields'] === true && dialect.version === 2;
  if (schema === undefined || isOpen) return { type: 'object', ...own };
  const unfolded = unfold(schema);
  const shown = embedded(dialect.version === 2 ? toOpenApiV2(unfolded) : unfolded, dialect);
  const properties = { ...shown.properties, ...typeMeta(dialect), metadata: metadataOf(dialect) };
  return { ...shown, properties, ...own };
}

function listDefinition(resource: CustomResource, dialect: DefinitionDialect): JsonObject {
  const { kind, listKind, resource: plural } = resource;
  const reference = referenceTo(typeNamesOf(resource).type, dialect);
  return {
    description: `${listKind} is a list of ${kind}`,
    type: 'object',
    required: ['items'],
    properties: {
      ...typeMeta(dialect),
      items: {
        description: `List of ${plural}. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md`,
        type: 'array',
        items: reference,
      },
      metadata: described(
        referenceTo(`${meta}.ListMeta`, dialect),
        dialect.describe(`${meta}.PartialObjectMetadataList`, 'metadata') ??
          dialect.describe('io.k8s.api.core.v1.ConfigMapList', 'metadata'),
      ),
    },
    ...extensionsOf(resource, listKind),
  };
}

function extensionsOf({ group, version, definedVersion }: CustomResource, kind: string) {
  const { selectableFields = [] } = definedVersion;
  const fields = selectableFields.map(({ jsonPath }) => ({
    fieldPath: jsonPath.replace(/^\./, ''),
  }));
  return {
    'x-kubernetes-group-version-kind': [{ group, kind, version }],
    ...(fields.length > 0 && { 'x-kubernetes-selectable-fields': fields }),
  };
}

/** An integer or a string is told by alternatives (apiextensions `Structural.Unfold`). */
function unfold(schema: JsonSchemaProps): JsonSchemaProps {
  const mapped = mapMembers(schema, unfold);
  if (schema['x-kubernetes-int-or-string'] !== true) return mapped;
  const types = [{ type: 'integer' }, { type: 'string' }];
  if (mapped.anyOf === undefined) return { ...mapped, anyOf: types };
  const isTold = JSON.stringify(mapped.anyOf) === JSON.stringify(types);
  return isTold ? mapped : { ...mapped, allOf: [{ anyOf: types }, ...(mapped.allOf ?? [])] };
}

/** Embedded resources have apiVersion, kind and metadata (`addEmbeddedProperties`). */
function embedded(schema: JsonSchemaProps, dialect: DefinitionDialect): JsonSchemaProps {
  const mapped = mapMembers(schema, (member) => embedded(member, dialect));
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true && dialect.version === 2;
  if (schema['x-kubernetes-embedded-resource'] !== true || isOpen) return mapped;
  const properties = {
    ...mapped.properties,
    ...typeMeta(dialect),
    metadata: metadataOf(dialect),
  };
  const required = [...new Set([...(mapped.required ?? []), 'kind', 'apiVersion'])];
  return {
    ...mapped,
    properties: properties as JsonSchemaProps['properties'],
    required,
  } as JsonSchemaProps;
}

function typeMeta({ describe }: DefinitionDialect) {
  const property = (name: string) =>
    described({ type: 'string' }, describe('io.k8s.api.core.v1.ConfigMap', name));
  return { apiVersion: property('apiVersion'), kind: property('kind') };
}

function metadataOf(dialect: DefinitionDialect): JsonObject {
  const { describe } = dialect;
  const description =
    describe('io.k8s.api.core.v1.ConfigMap', 'metadata') ?? describe(`${meta}.ObjectMeta`);
  return described(referenceTo(`${meta}.ObjectMeta`, dialect), description);
}

function described(schema: JsonObject, description: string | undefined): JsonObject {
  return { ...(description !== undefined && { description }), ...schema };
}

function referenceTo(name: string, { version }: DefinitionDialect): JsonObject {
  return { $ref: `${version === 2 ? '#/definitions/' : '#/components/schemas/'}${name}` };
}
