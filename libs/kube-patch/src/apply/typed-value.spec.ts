import { schemaOf } from '@drillyard/kube-schema';
import { describe, expect, test } from 'vitest';
import { deducedType } from './atom.js';
import { fromFieldsV1, toFieldsV1 } from './fields-v1.js';
import { typeOfSchema } from './type-of-schema.js';
import { TypedValue } from './typed-value.js';

const podSpec = typeOfName('io.k8s.api.core.v1.PodSpec');
const service = typeOfName('io.k8s.api.core.v1.ServiceSpec');
const meta = typeOfName('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
const container = typeOfName('io.k8s.api.core.v1.Container');

function typeOfName(name: string) {
  const schema = schemaOf(name);
  if (schema === undefined) throw new Error(`no type ${name}`);
  return typeOfSchema(schema);
}

const containers = (...names: string[]) => ({ containers: names.map((name) => ({ name })) });

describe('merge', () => {
  const cases = [
    ['fields of both', meta, { name: 'a' }, { namespace: 'b' }, { name: 'a', namespace: 'b' }],
    [
      'keys of maps',
      meta,
      { labels: { a: '1', b: '2' } },
      { labels: { b: '3' } },
      { labels: { a: '1', b: '3' } },
    ],
    [
      'a set of values',
      meta,
      { finalizers: ['a', 'b'] },
      { finalizers: ['c', 'b'] },
      { finalizers: ['a', 'c', 'b'] },
    ],
    [
      'an atomic map as a whole',
      service,
      { selector: { a: '1' } },
      { selector: { b: '2' } },
      { selector: { b: '2' } },
    ],
    [
      'an atomic list as a whole',
      container,
      { args: ['a', 'b'] },
      { args: ['c'] },
      { args: ['c'] },
    ],
    [
      'items by key',
      podSpec,
      containers('a', 'b'),
      { containers: [{ name: 'b', image: 'x' }] },
      { containers: [{ name: 'a' }, { name: 'b', image: 'x' }] },
    ],
    [
      'shared items in the order applied',
      podSpec,
      containers('a', 'b', 'c'),
      containers('c', 'a'),
      containers('b', 'c', 'a'),
    ],
    [
      'new items where they are applied',
      podSpec,
      containers('a', 'b'),
      containers('x', 'a', 'y', 'b'),
      containers('x', 'a', 'y', 'b'),
    ],
    [
      'others between their neighbours',
      podSpec,
      containers('a', 'z', 'b'),
      containers('a', 'b', 'c'),
      containers('a', 'z', 'b', 'c'),
    ],
    ['null over a scalar', meta, { name: 'a' }, { name: null }, { name: null }],
    [
      'null takes nothing from a map',
      meta,
      { labels: { a: '1' } },
      { labels: null },
      { labels: { a: '1' } },
    ],
    ['empty over null', meta, { labels: null }, { labels: {} }, { labels: {} }],
  ] as const;

  test.each(cases)('%s', (_, type, live, applied, expected) => {
    const merged = TypedValue.of(live, type).merge(TypedValue.of(applied, type));
    expect(merged.value).toEqual(expected);
  });

  test('a key that is left out has its default', () => {
    const live = TypedValue.of({ ports: [{ port: 80, protocol: 'TCP', name: 'a' }] }, service);
    const merged = live.merge(TypedValue.of({ ports: [{ port: 80, name: 'b' }] }, service));
    expect(merged.value).toEqual({ ports: [{ port: 80, protocol: 'TCP', name: 'b' }] });
  });

  test('a key called __proto__ is a key like any other', () => {
    const labels: unknown = JSON.parse('{"labels":{"__proto__":"x"}}');
    const merged = TypedValue.of({ labels: { a: '1' } }, meta).merge(TypedValue.of(labels, meta));
    expect(JSON.stringify(merged.value)).toBe('{"labels":{"a":"1","__proto__":"x"}}');
  });
});

describe('the field set of a value', () => {
  test.each([
    [
      'a declared field is no member for itself',
      meta,
      { labels: { a: '1' } },
      { 'f:labels': { 'f:a': {} } },
    ],
    ['unless it is empty', meta, { labels: {} }, { 'f:labels': {} }],
    [
      'an item is',
      podSpec,
      containers('a'),
      { 'f:containers': { 'k:{"name":"a"}': { '.': {}, 'f:name': {} } } },
    ],
    ['what is atomic is a leaf', service, { selector: { a: '1' } }, { 'f:selector': {} }],
    [
      'without a schema maps are told by their keys',
      deducedType,
      { spec: { a: [1], b: { c: 1 } } },
      { 'f:spec': { '.': {}, 'f:a': {}, 'f:b': { '.': {}, 'f:c': {} } } },
    ],
  ])('%s', (_, type, value, expected) => {
    expect(toFieldsV1(TypedValue.of(value, type).toFieldSet())).toEqual(expected);
  });

  test('equal items are owned together', () => {
    const value = {
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    };
    const set = TypedValue.of(value, container, { allowDuplicates: true }).toFieldSet();
    expect(toFieldsV1(set)).toEqual({ 'f:env': { 'k:{"name":"A"}': {} } });
  });
});

describe('compare', () => {
  test.each([
    ['nothing', { labels: { a: '1' } }, { labels: { a: '1' } }, {}],
    [
      'a label more',
      { labels: { a: '1' } },
      { labels: { a: '1', b: '2' } },
      { added: { 'f:labels': { 'f:b': {} } } },
    ],
    [
      'the first label',
      {},
      { labels: { b: '2' } },
      { added: { 'f:labels': { '.': {}, 'f:b': {} } } },
    ],
    [
      'the last label',
      { labels: { b: '2' } },
      {},
      { removed: { 'f:labels': { '.': {}, 'f:b': {} } } },
    ],
    ['another value', { name: 'a' }, { name: 'b' }, { modified: { 'f:name': {} } }],
    ['an order of no account', { finalizers: ['a', 'b'] }, { finalizers: ['b', 'a'] }, {}],
  ])('%s', (_, before, after, expected) => {
    const { added, modified, removed } = TypedValue.of(before, meta).compare(
      TypedValue.of(after, meta),
    );
    const found = {
      added: toFieldsV1(added),
      modified: toFieldsV1(modified),
      removed: toFieldsV1(removed),
    };
    expect(found).toEqual({ added: {}, modified: {}, removed: {}, ...expected });
  });
});

describe('removeItems', () => {
  test.each([
    ['a field', meta, { name: 'a', namespace: 'b' }, { 'f:name': {} }, { namespace: 'b' }],
    [
      'a key of a map, which stays',
      meta,
      { labels: { a: '1' } },
      { 'f:labels': { 'f:a': {} } },
      { labels: {} },
    ],
    [
      'an item',
      podSpec,
      containers('a', 'b'),
      { 'f:containers': { 'k:{"name":"a"}': {} } },
      containers('b'),
    ],
    ['what is not there', meta, { name: 'a' }, { 'f:labels': {} }, { name: 'a' }],
    ['all', meta, { name: 'a' }, { 'f:name': {} }, null],
  ])('%s', (_, type, value, items, expected) => {
    expect(TypedValue.of(value, type).removeItems(fromFieldsV1(items)).value).toEqual(expected);
  });
});

describe('a value that breaks its type', () => {
  test.each([
    [
      'an unknown field',
      podSpec,
      { containers: [{ name: 'a', nope: 1 }] },
      '.containers[name="a"].nope: field not declared in schema',
    ],
    ['a text for a map', meta, { labels: 'a' }, '.labels: expected map, got &{a}'],
    [
      'a map for a list',
      podSpec,
      { containers: { a: 1 } },
      '.containers: expected list, got &{map[a:1]}',
    ],
    [
      'a number for a text',
      meta,
      { name: 7 },
      '.name: expected string, got &value.valueUnstructured{Value:7}',
    ],
    [
      'a text for a number',
      service,
      { sessionAffinityConfig: { clientIP: { timeoutSeconds: 'x' } } },
      '.sessionAffinityConfig.clientIP.timeoutSeconds: expected numeric (int or float), got string',
    ],
    [
      'equal items',
      podSpec,
      containers('a', 'a'),
      '.containers: duplicate entries for key [name="a"]',
    ],
    [
      'an item that is null',
      podSpec,
      { containers: [null] },
      '.containers: element 0: associative list with keys may not have a null element',
    ],
    [
      'several mistakes',
      meta,
      { name: 1, labels: 2 },
      'errors:\n  .name: expected string, got &value.valueUnstructured{Value:1}\n  .labels: expected map, got &{2}',
    ],
  ])('%s', (_, type, value, message) => {
    expect(() => TypedValue.of(value, type)).toThrow(message);
  });
});
