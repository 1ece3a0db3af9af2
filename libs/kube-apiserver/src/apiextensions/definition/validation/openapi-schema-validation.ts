import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
} from '../../../registry/field-error.js';
import { type JsonSchemaProps, membersOf } from '../../schema/json-schema-props.js';
import { validateListSchema, validateMapSchema } from './list-schema-validation.js';
import { validateRules } from './rule-validation.js';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const metaFields = ['metadata', 'kind', 'apiVersion'];

/** What the place of a schema forbids. */
interface Place {
  readonly isRoot: boolean;
  readonly isInsideMeta: boolean;
  /** Why there may be no default here. */
  readonly noDefaultReason?: string;
}

/** apiextensions `ValidateCustomResourceDefinitionOpenAPISchema`, but for CEL. */
export function validateOpenApiSchema(
  schema: JsonSchemaProps,
  field: string,
  place: Place = { isRoot: true, isInsideMeta: false },
): FieldError[] {
  const { additionalProperties, properties = {} } = schema;
  const isBoth = additionalProperties !== undefined && Object.keys(properties).length > 0;
  return [
    ...validateKeys(schema, field, place),
    ...(schema.uniqueItems === true
      ? [
          forbiddenValue(
            `${field}.uniqueItems`,
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...(isBoth && additionalProperties !== true
      ? [
          forbiddenValue(
            `${field}.additionalProperties`,
            'additionalProperties and properties are mutual exclusive',
          ),
        ]
      : []),
    ...membersOf(schema).flatMap(([path, member]) =>
      validateOpenApiSchema(member, `${field}.${path}`, placeOf(schema, path, place)),
    ),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === false
      ? [
          invalidValue(
            `${field}.x-kubernetes-preserve-unknown-fields`,
            false,
            'must be true or undefined',
          ),
        ]
      : []),
    ...validateMapSchema(schema, field),
    ...validateListSchema(schema, field),
    ...validateRules(schema, field),
  ];
}

function placeOf(schema: JsonSchemaProps, path: string, place: Place): Place {
  const below = { ...place, isRoot: false };
  if (path === 'additionalProperties' && place.isInsideMeta) {
    const noDefaultReason = 'inside additionalProperties applying to object metadata';
    return { ...below, noDefaultReason };
  }
  const name = /^properties\[(.*)\]$/.exec(path)?.[1] ?? '';
  const isResource = place.isRoot || schema['x-kubernetes-embedded-resource'] === true;
  if (!isResource || !metaFields.includes(name)) return below;
  const noDefaultReason = place.isRoot ? { noDefaultReason: `in top-level ${name}` } : {};
  return { ...below, isInsideMeta: true, ...noDefaultReason };
}

/** apiextensions `specStandardValidatorV3` */
function validateKeys(schema: JsonSchemaProps, field: string, place: Place): FieldError[] {
  const { type = '' } = schema;
  const unsupported = (key: keyof JsonSchemaProps, isSet: boolean) =>
    isSet ? [forbiddenValue(`${field}.${key}`, `${key} is not supported`)] : [];
  const isFilled = (map: object | undefined) => map !== undefined && Object.keys(map).length > 0;
  const { noDefaultReason } = place;
  return [
    ...(type === '' || types.includes(type) ? [] : [notSupported(`${field}.type`, type, types)]),
    ...(schema.default !== undefined && noDefaultReason !== undefined
      ? [forbiddenValue(`${field}.default`, `must not be set ${noDefaultReason}`)]
      : []),
    ...unsupported('id', Boolean(schema.id)),
    ...unsupported('additionalItems', schema.additionalItems !== undefined),
    ...unsupported('patternProperties', isFilled(schema.patternProperties)),
    ...unsupported('definitions', isFilled(schema.definitions)),
    ...unsupported('dependencies', schema.dependencies !== undefined),
    ...unsupported('$ref', schema.$ref !== undefined),
    ...(type === 'null'
      ? [
          forbiddenValue(
            `${field}.type`,
            'type cannot be set to null, use nullable as an alternative',
          ),
        ]
      : []),
    ...(Array.isArray(schema.items) && schema.items.length > 0
      ? [forbiddenValue(`${field}.items`, 'items must be a schema object and not an array')]
      : []),
    ...(place.isInsideMeta && schema['x-kubernetes-embedded-resource'] === true
      ? [
          forbiddenValue(
            `${field}.x-kubernetes-embedded-resource`,
            'must not be used inside of resource meta',
          ),
        ]
      : []),
  ];
}
