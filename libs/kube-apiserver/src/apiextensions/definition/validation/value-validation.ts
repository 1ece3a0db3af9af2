import { type FieldError, forbiddenValue, invalidValue } from '../../../registry/field-error.js';
import { itemsOf, type JsonSchemaProps } from '../../schema/json-schema-props.js';
import { patternMistake } from '../../validator/pattern.js';

interface Skipped {
  readonly skipAnyOf?: boolean;
  readonly skipFirstAllOfAnyOf?: boolean;
}

/** What schemas that only validate may say (apiextensions `validateValueValidation`). */
export function validateValueValidation(
  schema: JsonSchemaProps,
  field: string,
  { skipAnyOf = false, skipFirstAllOfAnyOf = false }: Skipped = {},
): FieldError[] {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern = '' } = schema;
  const mistake = pattern === '' ? undefined : patternMistake(pattern);
  const detail = `must be a valid regular expression, but isn't: ${mistake}`;
  return [
    ...(skipAnyOf
      ? []
      : anyOf.flatMap((each, at) => validateNested(each, `${field}.anyOf[${at}]`))),
    ...allOf.flatMap((each, at) =>
      validateNested(each, `${field}.allOf[${at}]`, {
        skipAnyOf: skipFirstAllOfAnyOf && at === 0,
      }),
    ),
    ...oneOf.flatMap((each, at) => validateNested(each, `${field}.oneOf[${at}]`)),
    ...(not === undefined ? [] : validateNested(not, `${field}.not`)),
    ...(mistake === undefined ? [] : [invalidValue(`${field}.pattern`, pattern, detail)]),
  ];
}

/** Keys that only structure may have, and how each must be left. */
const structuralKeys = {
  type: 'must be empty to be structural',
  additionalProperties: 'must be undefined to be structural',
  default: 'must be undefined to be structural',
  title: 'must be empty to be structural',
  description: 'must be empty to be structural',
  nullable: 'must be false to be structural',
  'x-kubernetes-preserve-unknown-fields': 'must be false to be structural',
  'x-kubernetes-embedded-resource': 'must be false to be structural',
  'x-kubernetes-int-or-string': 'must be false to be structural',
  'x-kubernetes-list-map-keys': 'must be empty to be structural',
  'x-kubernetes-list-type': 'must be undefined to be structural',
  'x-kubernetes-map-type': 'must be undefined to be structural',
  'x-kubernetes-validations': 'must be empty to be structural',
} as const;

function validateNested(schema: JsonSchemaProps, field: string, skipped?: Skipped): FieldError[] {
  const items = itemsOf(schema);
  const { properties = {} } = schema;
  return [
    ...validateValueValidation(schema, field, skipped),
    ...(items === undefined ? [] : validateNested(items, `${field}.items`)),
    ...Object.entries(properties).flatMap(([name, property]) =>
      validateNested(property, `${field}.properties[${name}]`),
    ),
    ...Object.entries(structuralKeys).flatMap(([key, detail]) =>
      isSet(schema[key as keyof typeof structuralKeys])
        ? [forbiddenValue(`${field}.${key}`, detail)]
        : [],
    ),
    ...(Object.hasOwn(properties, 'metadata')
      ? [
          forbiddenValue(
            `${field}.properties[metadata]`,
            'must not be specified in a nested context',
          ),
        ]
      : []),
  ];
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
}
