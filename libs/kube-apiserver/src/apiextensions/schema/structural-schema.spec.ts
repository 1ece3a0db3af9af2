import { describe, expect, it } from 'vitest';
import { decodeCustomResource } from '../serving/custom-resource-decoder.js';
import { applyDefaults, pruneNulls } from './defaulting.js';
import type { JsonSchemaProps } from './json-schema-props.js';
import { validateListSetsAndMaps } from './list-type.js';
import { validateEmbedded } from './object-meta.js';
import { prune } from './prune.js';

const string: JsonSchemaProps = { type: 'string' };
const spec = (properties: Record<string, JsonSchemaProps>): JsonSchemaProps => ({
  type: 'object',
  properties: { spec: { type: 'object', properties } },
});
const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const;

// biome-ignore format: a table
const pruned: readonly [string, JsonSchemaProps, object, object, readonly string[]][] = [
  ['what is not known', spec({ a: string }), { spec: { a: 'x', b: 1 } }, { spec: { a: 'x' } }, ['spec.b']],
  ['not what the API knows', { type: 'object' }, { apiVersion: 'v', kind: 'K', metadata: {}, b: 1 }, { apiVersion: 'v', kind: 'K', metadata: {} }, ['b']],
  ['what looks like it further down', spec({}), { spec: { kind: 1 } }, { spec: {} }, ['spec.kind']],
  ['nothing that is kept', { ...open, properties: { a: { type: 'object' } } }, { x: 1, a: { y: 1 } }, { x: 1, a: {} }, ['a.y']],
  ['nothing of a map', { type: 'object', properties: { m: { type: 'object', additionalProperties: string } } }, { m: { x: 'y' } }, { m: { x: 'y' } }, []],
  ['of items', { type: 'object', properties: { l: { type: 'array', items: { type: 'object', properties: { a: string } } } } }, { l: [{ b: 1 }] }, { l: [{}] }, ['l[0].b']],
  ['not by names of JavaScript', spec({}), { spec: JSON.parse('{"constructor":1,"__proto__":2}') }, { spec: {} }, ['spec.__proto__', 'spec.constructor']],
];

describe('prune', () => {
  it.each(pruned)('takes out %s', (_what, schema, object, expected, unknown) => {
    expect(prune(object, schema, true)).toEqual(unknown);
    expect(object).toEqual(expected);
  });
});

describe('applyDefaults', () => {
  const schema = spec({
    a: { type: 'string', default: 'x' },
    n: { type: 'string', nullable: true, default: 'y' },
    o: { type: 'object', default: {}, properties: { i: { type: 'integer', default: 1 } } },
  });

  // biome-ignore format: a table
  it.each([
    ['what is missing', { spec: {} }, { spec: { a: 'x', n: 'y', o: { i: 1 } } }],
    ['nulls that may not be', { spec: { a: null, n: null } }, { spec: { a: 'x', n: null, o: { i: 1 } } }],
    ['nothing without its parent', {}, {}],
    ['nothing that is there', { spec: { a: 'z', n: 'z', o: { i: 2 } } }, { spec: { a: 'z', n: 'z', o: { i: 2 } } }],
  ])('fills in %s', (_what, object, expected) => {
    applyDefaults(object, schema);
    expect(object).toEqual(expected);
  });

  it('gives each object a default of its own', () => {
    const [one, two]: { spec: { o?: object } }[] = [{ spec: {} }, { spec: {} }];
    applyDefaults(one, schema);
    applyDefaults(two, schema);
    expect(one?.spec.o).not.toBe(two?.spec.o);
  });

  it('takes out nulls no default replaces', () => {
    const object = { spec: { a: null, b: null, n: null } };
    pruneNulls(object, spec({ a: string, n: { ...string, nullable: true } }));
    expect(object).toEqual({ spec: { b: null, n: null } });
  });
});

describe('validateListSetsAndMaps', () => {
  const list = (type: string, keys?: string[]): JsonSchemaProps => ({
    type: 'object',
    properties: {
      l: {
        type: 'array',
        'x-kubernetes-list-type': type,
        ...(keys && { 'x-kubernetes-list-map-keys': keys }),
      },
    },
  });

  // biome-ignore format: a table
  it.each([
    ['a set', list('set'), [1, 2, 1, 1], [['l[2]', 1]]],
    ['a set of objects, whatever the order of their keys', list('set'), [{ a: 1, b: 2 }, { b: 2, a: 1 }], [['l[1]', { b: 2, a: 1 }]]],
    ['a map', list('map', ['k']), [{ k: 1, v: 1 }, { k: 1, v: 2 }], [['l[1]', { k: 1 }]]],
    ['a map without its key', list('map', ['k']), [{}, {}], [['l[1]', {}]]],
    ['a map by two keys', list('map', ['k', 'p']), [{ k: 1, p: 1 }, { k: 1, p: 2 }, { k: 1, p: 1 }], [['l[2]', { k: 1, p: 1 }]]],
    ['a map of no objects', list('map', ['k']), [1], [['l[0]', 1]]],
    ['a list', list('atomic'), [1, 1], []],
  ])('%s', (_what, schema, l, expected) => {
    const errors = validateListSetsAndMaps(schema, { l });
    expect(errors.map(({ field, badValue }) => [field, badValue])).toEqual(expected);
  });
});

describe('embedded resources', () => {
  const schema: JsonSchemaProps = {
    type: 'object',
    properties: { e: { ...open, 'x-kubernetes-embedded-resource': true } },
  };

  it('must say what they are', () => {
    const errors = validateEmbedded({ e: { metadata: { name: 'a/b' } } }, schema);
    expect(errors.map(({ field }) => field)).toEqual(['e.apiVersion', 'e.kind', 'e.metadata.name']);
  });

  it('have metadata like all others', () => {
    const value = { metadata: { name: 'x', zzz: 1 }, e: { metadata: { name: 'y', yyy: 1 } } };
    const { object, strictErrors } = decodeCustomResource(value, schema, 'Strict');
    expect(object).toEqual({ metadata: { name: 'x' }, e: { metadata: { name: 'y' } } });
    expect(strictErrors).toEqual([
      'unknown field "metadata.zzz"',
      'unknown field "e.metadata.yyy"',
    ]);
  });
});
