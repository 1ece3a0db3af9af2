import type { FieldSchema, ObjectSchema } from '../schema.js';

const metaPackage = 'io.k8s.apimachinery.pkg.apis.meta.v1';

function field(name: string, number: number, type: FieldSchema['type']): FieldSchema {
  return { name, type, number, required: false, within: [], pointer: false, omit: 'empty' };
}

function schema(name: string, fields: readonly FieldSchema[]): ObjectSchema {
  const fieldsByName = new Map(fields.map((each) => [each.name, each]));
  return { name: `${metaPackage}.${name}`, fields, fieldsByName };
}

const metadataOf = (type: string): FieldSchema =>
  field('metadata', 1, { kind: 'object', name: `${metaPackage}.${type}` });

/** An object without its spec: a kind of meta.k8s.io that OpenAPI does not describe. */
export const partialObjectMetadata = schema('PartialObjectMetadata', [metadataOf('ObjectMeta')]);

/** Without its items, which are field 2 and of a type no table can name. */
export const partialObjectMetadataList = schema('PartialObjectMetadataList', [
  metadataOf('ListMeta'),
]);
