import { describe, expect, it } from 'vitest';
import { errorBody } from '../../registry/field-error.js';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { acceptNames } from './accepted-names.js';
import type { CustomResourceDefinition, DefinitionNames } from './custom-resource-definition.js';
import { unevaluatedRules } from './unevaluated-rules.js';
import { unrecognizedFormats } from './unrecognized-formats.js';
import { validateApiApproval } from './validation/api-approval.js';
import { validateDefinition } from './validation/definition-validation.js';
import { schemaDepthMax } from './validation/schema-limits.js';

const names = { plural: 'gears', singular: 'gear', kind: 'Gear', listKind: 'GearList' };

function definition(
  schema: JsonSchemaProps | undefined,
  change: Partial<CustomResourceDefinition['spec']> = {},
): CustomResourceDefinition {
  const group = change.group ?? 'drill.example.com';
  return {
    metadata: { name: `${change.names?.plural ?? 'gears'}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names,
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          ...(schema && { schema: { openAPIV3Schema: schema } }),
        },
      ],
      ...change,
    },
    status: { storedVersions: ['v1'] },
  };
}

const mistakes = (of: CustomResourceDefinition) =>
  validateDefinition(of).map((error) => `${error.field}: ${errorBody(error)}`);

const schemaPath = 'spec.validation.openAPIV3Schema';
const f = `${schemaPath}.properties[f]`;
const only = (property: JsonSchemaProps): JsonSchemaProps => ({
  type: 'object',
  properties: { f: property },
});

// biome-ignore format: a table
const schemas: readonly [string, JsonSchemaProps, readonly string[]][] = [
  ['an open object', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, []],
  ['no type at the root', {}, [`${schemaPath}.type: Required value: must not be empty at the root`]],
  ['another type at the root', { type: 'string' }, [`${schemaPath}.type: Invalid value: "string": must be object at the root`]],
  ['no type of a field', only({}), [`${f}.type: Required value: must not be empty for specified object fields`]],
  ['a list without items', only({ type: 'array' }), [`${f}.items: Required value: must be specified`]],
  ['a type nobody knows', only({ type: 'whole' }), [`${f}.type: Unsupported value: "whole": supported values: "array", "boolean", "integer", "number", "object", "string"`]],
  ['nullable at the root', { type: 'object', nullable: true }, [`${schemaPath}.nullable: Forbidden: nullable cannot be true at the root`]],
  ['metadata described', { type: 'object', properties: { metadata: { type: 'object', description: 'x' } } }, [`${schemaPath}.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`]],
  ['a name restricted', { type: 'object', properties: { metadata: { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } } } }, []],
  ['uniqueItems', only({ type: 'array', uniqueItems: true, items: { type: 'string' } }), [`${f}.uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic`]],
  ['both kinds of properties', only({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }), [`${f}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`]],
  ['$ref', only({ type: 'object', $ref: '#/x' }), [`${f}.$ref: Forbidden: $ref is not supported`]],
  ['a type among alternatives', only({ type: 'string', anyOf: [{ type: 'string' }] }), [`${f}.anyOf[0].type: Forbidden: must be empty to be structural`]],
  ['the alternatives of int-or-string', only({ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] }), []],
  ['an alternative about what is not described', { ...only({ type: 'string' }), anyOf: [{ properties: { g: { minimum: 1 } } }] }, [`${schemaPath}.properties[g]: Required value: because it is defined in ${schemaPath}.anyOf[0].properties[g]`]],
  ['a default of the wrong type', only({ type: 'integer', default: 'x' }), [`${f}.default: Invalid value: "string":  in body must be of type integer: "string"`]],
  ['a default that would be pruned', only({ type: 'object', default: { z: 1 } }), [`${f}.default: Invalid value: {"z":1}: must not have unknown fields`]],
  ['map keys that are optional', only({ type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'], items: { type: 'object', properties: { k: { type: 'string' } } } }), [`${f}.items.properties[k].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`]],
  ['a set of granular objects', only({ type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'object' } }), [`${f}.items.x-kubernetes-map-type: Invalid value: null: must be atomic as item of a list with x-kubernetes-list-type=set`]],
  ['an embedded resource of nothing', only({ type: 'object', 'x-kubernetes-embedded-resource': true }), [`${f}.properties: Required value: must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields`]],
  ['a rule without a rule', { type: 'object', 'x-kubernetes-validations': [{ rule: ' ' }] }, [`${schemaPath}.x-kubernetes-validations[0].rule: Required value: rule is not specified`]],
];

describe('validateDefinition', () => {
  it.each(schemas)('%s', (_what, schema, expected) => {
    expect(mistakes(definition(schema))).toEqual(expected);
  });

  it('names the version a mistake is in where versions differ', () => {
    const version = (name: string, storage: boolean, schema: JsonSchemaProps) => {
      return { name, served: true, storage, schema: { openAPIV3Schema: schema } };
    };
    const versions = [version('v1', true, { type: 'object' }), version('v2', false, {})];
    expect(mistakes(definition(undefined, { versions }))).toEqual([
      'spec.versions[1].schema.openAPIV3Schema.type: Required value: must not be empty at the root',
    ]);
  });

  it('wants a schema, one storage version and unlike names', () => {
    expect(mistakes(definition(undefined))).toEqual([
      'spec.versions[0].schema.openAPIV3Schema: Required value',
    ]);
    const same = { ...names, listKind: 'Gear' };
    expect(mistakes(definition({ type: 'object' }, { names: same }))).toEqual([
      'spec.names.listKind: Invalid value: "Gear": kind and listKind may not be the same',
    ]);
  });

  it('refuses a conversion it could not carry out', () => {
    const conversion = { strategy: 'Webhook' };
    expect(mistakes(definition({ type: 'object' }, { conversion })).at(-1)).toBe(
      'spec.conversion.strategy: Forbidden: webhook conversion is not available in this cluster; use strategy None',
    );
  });

  it('refuses a schema nested beyond reason', () => {
    let schema: JsonSchemaProps = { type: 'object' };
    for (let depth = 0; depth < schemaDepthMax; depth++) schema = only(schema);
    expect(mistakes(definition(schema))).toHaveLength(1);
  });
});

describe('warnings', () => {
  const warnings = (schema: JsonSchemaProps) => [
    ...unrecognizedFormats(definition(schema).spec),
    ...unevaluatedRules(definition(schema).spec),
  ];

  it.each([
    ['nothing', only({ type: 'string', format: 'uuid' }), []],
    ['a format', only({ type: 'string', format: 'nonsense' }), ['unrecognized format "nonsense"']],
    [
      'a format of another type',
      only({ type: 'integer', format: 'uuid' }),
      ['unrecognized format "uuid"'],
    ],
    [
      'a rule',
      only({ type: 'string', 'x-kubernetes-validations': [{ rule: 'true' }] }),
      [expect.stringContaining('spec.versions[v1]: x-kubernetes-validations are not evaluated')],
    ],
  ])('%s', (_what, schema, expected) => {
    expect(warnings(schema)).toEqual(expected);
  });
});

describe('validateApiApproval', () => {
  it.each([
    ['example.com', undefined, 0],
    ['x.k8s.io', undefined, 1],
    ['x.k8s.io', 'unapproved, a drill', 0],
    ['x.kubernetes.io', 'https://github.com/kubernetes/kubernetes/pull/1', 0],
    ['x.kubernetes.io', 'yes', 1],
  ])('%s, %s', (group, value, count) => {
    const { spec } = definition({ type: 'object' }, { group });
    const annotations = value === undefined ? {} : { 'api-approved.kubernetes.io': value };
    expect(validateApiApproval({ metadata: { annotations }, spec })).toHaveLength(count);
  });
});

describe('acceptNames', () => {
  const other = (accepted: DefinitionNames): CustomResourceDefinition => ({
    ...definition({ type: 'object' }),
    status: { acceptedNames: accepted },
  });

  // biome-ignore format: a table
  it.each([
    ['none taken', { plural: 'cogs', kind: 'Cog' }, 'NoConflicts', 'no conflicts found'],
    ['the plural', { plural: 'x', kind: 'X', shortNames: ['gears'] }, 'PluralConflict', '"gears" is already in use'],
    ['the kind', { plural: 'x', kind: 'Gear' }, 'KindConflict', '"Gear" is already in use'],
    ['the kind of lists', { plural: 'x', kind: 'GearList' }, 'ListKindConflict', '"GearList" is already in use'],
  ])('%s', (_what, taken, reason, message) => {
    const { condition } = acceptNames(definition({ type: 'object' }), [other(taken)]);
    expect(condition).toMatchObject({ reason, message });
  });

  it('keeps what it had where a short name is taken', () => {
    const wanted = definition({ type: 'object' }, { names: { ...names, shortNames: ['g', 'h'] } });
    const { names: accepted, condition } = acceptNames(wanted, [
      other({ plural: 'x', kind: 'X', shortNames: ['g', 'h'] }),
    ]);
    expect(accepted).toEqual(names);
    expect(condition.message).toBe('["g" is already in use, "h" is already in use]');
  });
});
