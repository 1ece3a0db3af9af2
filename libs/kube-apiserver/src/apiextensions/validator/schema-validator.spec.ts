import { describe, expect, it } from 'vitest';
import { errorBody } from '../../registry/field-error.js';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { formatGoFloat } from './go-float.js';
import { patternLengthMax, patternMistake } from './pattern.js';
import { validateAgainstSchema } from './schema-validator.js';

function mistakes(schema: JsonSchemaProps, value: unknown, old?: unknown): string[] {
  const errors = validateAgainstSchema(
    { type: 'object', properties: { f: schema } },
    { f: value },
    { old: old === undefined ? undefined : { value: { f: old } } },
  );
  return errors.map((error) => `${error.field}: ${errorBody(error)}`);
}

const string: JsonSchemaProps = { type: 'string' };
const a = { required: ['a'] };
const b = { required: ['b'] };

// biome-ignore format: a table
const cases: readonly [what: string, schema: JsonSchemaProps, value: unknown, expected: readonly string[]][] = [
  ['a string', string, 'x', []],
  ['a number for a string', string, 1, ['f: Invalid value: "integer": f in body must be of type string: "integer"']],
  ['null', string, null, ['f: Invalid value: "null": f in body must be of type string: "null"']],
  ['null where it may be', { ...string, nullable: true }, null, []],
  ['a whole number for a number', { type: 'number' }, 3, []],
  ['a fraction for an integer', { type: 'integer' }, 1.5, [
    'f: Invalid value: "number": f in body must be of type integer: "number"',
    '<nil>: Invalid value: "": Checked value must be of type integer (default format) in f',
  ]],
  ['an integer or a string', { 'x-kubernetes-int-or-string': true }, 'x', []],
  ['neither', { 'x-kubernetes-int-or-string': true }, true, ['f: Invalid value: "boolean": f in body must be of type integer,string: "boolean"']],
  ['too long, in characters', { ...string, maxLength: 2 }, '🙂🙂🙂', ['f: Too long: may not be more than 2 bytes']],
  ['too short', { ...string, minLength: 2 }, 'x', ['f: Invalid value: "x": f in body should be at least 2 chars long']],
  ['a pattern found anywhere', { ...string, pattern: 'b+' }, 'abba', []],
  ['a pattern not found', { ...string, pattern: '^b+$' }, 'abba', ["f: Invalid value: \"abba\": f in body should match '^b+$'"]],
  ['an enum', { ...string, enum: ['x', 'y'] }, 'z', ['f: Unsupported value: "z": supported values: "x", "y"']],
  ['above a maximum', { type: 'integer', maximum: 2 }, 3, ['f: Invalid value: 3: f in body should be less than or equal to 2']],
  ['at an exclusive maximum', { type: 'number', maximum: 2, exclusiveMaximum: true }, 2, ['f: Invalid value: 2: f in body should be less than 2']],
  ['below a minimum', { type: 'number', minimum: 0.5 }, 0.25, ['f: Invalid value: 0.25: f in body should be greater than or equal to 0.5']],
  ['no multiple', { type: 'number', multipleOf: 0.5 }, 0.75, ['f: Invalid value: 0.75: f in body should be a multiple of 0.5']],
  ['too few items', { type: 'array', minItems: 1 }, [], ['f: Invalid value: 0: f in body should have at least 1 items']],
  ['too many items', { type: 'array', maxItems: 1 }, [1, 2], ['f: Too many: 2: must have at most 1 item']],
  ['an item', { type: 'array', items: string }, ['x', 1], ['f[1]: Invalid value: "integer": f[1] in body must be of type string: "integer"']],
  ['too few properties', { type: 'object', minProperties: 1 }, {}, ['f: Invalid value: 0: f in body should have at least 1 properties']],
  ['a required property', { type: 'object', required: ['a'] }, {}, ['f.a: Required value']],
  ['a name of JavaScript', { type: 'object', properties: { a: string }, required: ['constructor'] }, {}, ['f.constructor: Required value']],
  ['an additional property', { type: 'object', additionalProperties: string }, { a: 1 }, ['f.a: Invalid value: "integer": f.a in body must be of type string: "integer"']],
  ['no additional property', { type: 'object', additionalProperties: false }, { a: 1 }, ['f: Invalid value: "a": f.a in body is a forbidden property']],
  ['not', { not: a }, { a: 1 }, ['<nil>: Invalid value: "": "f" must not validate the schema (not)']],
  ['one of two', { oneOf: [a, b] }, { a: 1 }, []],
  ['both of oneOf', { oneOf: [a, b] }, { a: 1, b: 1 }, ['<nil>: Invalid value: "": "f" must validate one and only one schema (oneOf). Found 2 valid alternatives']],
  ['none of oneOf', { oneOf: [a, b] }, {}, ['<nil>: Invalid value: "": "f" must validate one and only one schema (oneOf). Found none valid', 'f.a: Required value']],
  ['none of anyOf', { anyOf: [a, b] }, {}, ['<nil>: Invalid value: "": "f" must validate at least one schema (anyOf)', 'f.a: Required value']],
  ['one of allOf', { allOf: [a, b] }, { a: 1 }, ['f.b: Required value', '<nil>: Invalid value: "": "f" must validate all the schemas (allOf)']],
  ['none of allOf', { allOf: [a] }, {}, ['f.a: Required value', '<nil>: Invalid value: "": "f" must validate all the schemas (allOf). None validated']],
  ['a format', { ...string, format: 'ipv4' }, '1.2', ['f: Invalid value: "1.2": f in body must be of type ipv4: "1.2"']],
  ['a format nobody knows', { ...string, format: 'nonsense' }, '1.2', []],
  ['a format with dashes', { ...string, format: 'date-time' }, '2026-02-30T00:00:00Z', ['f: Invalid value: "2026-02-30T00:00:00Z": f in body must be of type date-time: "2026-02-30T00:00:00Z"']],
];

describe('validateAgainstSchema', () => {
  it.each(cases)('%s', (_what, schema, value, expected) => {
    expect(mistakes(schema, value)).toEqual(expected);
  });

  it('leaves alone on an update what was wrong before', () => {
    expect(mistakes({ ...string, maxLength: 1 }, 'long', 'long')).toEqual([]);
    expect(mistakes({ ...string, maxLength: 1 }, 'longer', 'long')).toHaveLength(1);
  });

  it('finds old items of a map by their keys', () => {
    const items = { type: 'object', properties: { k: string, n: { type: 'integer', minimum: 1 } } };
    const list = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['k'],
      items,
    };
    const old = [{ k: 'x', n: 0 }];
    expect(mistakes(list, [{ k: 'y', n: 1 }, ...old], old)).toEqual([]);
    expect(mistakes({ ...list, 'x-kubernetes-list-type': 'atomic' }, [1, ...old], old)).not.toEqual(
      [],
    );
  });

  it('matches in linear time what would take others for ever', () => {
    const evil = { ...string, pattern: '^(a+)+$' };
    expect(mistakes(evil, `${'a'.repeat(5_000)}!`)).toHaveLength(1);
  });

  it('takes a text too long to be matched for one that does not', () => {
    const heavy = { ...string, pattern: '^(?:a{900}b?){4}' };
    expect(mistakes(heavy, 'a'.repeat(1_000_000))).toHaveLength(1);
  });
});

describe('patternMistake', () => {
  it.each([
    ['a+', undefined],
    ['[a', 'error parsing regexp: missing closing ]: `[a`'],
    ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
    ['a{1001}', 'error parsing regexp: invalid repeat count: `{1001}`'],
    [
      'a'.repeat(patternLengthMax + 1),
      `expression too large: more than ${patternLengthMax} characters`,
    ],
  ])('%.20s', (pattern, expected) => {
    expect(patternMistake(pattern)).toBe(expected);
  });
});

describe('formatGoFloat', () => {
  it.each([
    [10, '10'],
    [0.5, '0.5'],
    [0.00001, '1e-05'],
    [1e21, '1e+21'],
    [1e20, '100000000000000000000'],
  ])('%s', (value, expected) => {
    expect(formatGoFloat(value)).toBe(expected);
  });
});
