import { describe, expect, test } from 'vitest';
import { FieldPathSet } from './field-path-set.js';
import { fromFieldsV1, toFieldsV1 } from './fields-v1.js';
import { formatPath } from './path-element.js';

const parent = { 'f:a': {} };
const child = { 'f:a': { 'f:b': {} } };
const both = { 'f:a': { '.': {}, 'f:b': {} } };
const sibling = { 'f:a': { 'f:c': {} } };

describe('sets of field paths', () => {
  test.each([
    ['union', parent, child, both],
    ['union', child, sibling, { 'f:a': { 'f:b': {}, 'f:c': {} } }],
    ['union', child, {}, child],
    ['intersection', both, child, child],
    ['intersection', parent, child, {}],
    ['difference', both, parent, child],
    ['difference', both, child, parent],
    ['difference', child, child, {}],
    ['difference', child, sibling, child],
    ['recursiveDifference', both, parent, {}],
    ['recursiveDifference', { ...both, 'f:z': {} }, parent, { 'f:z': {} }],
    ['recursiveDifference', both, child, parent],
  ] as const)('%s of %j and %j is %j', (operation, a, b, expected) => {
    expect(toFieldsV1(fromFieldsV1(a)[operation](fromFieldsV1(b)))).toEqual(expected);
  });

  test('a parent is no member for its child', () => {
    const set = FieldPathSet.of(['f:a', 'f:b']);
    expect(set.has(['f:a', 'f:b'])).toBe(true);
    expect(set.has(['f:a'])).toBe(false);
    expect(set.has([])).toBe(false);
  });

  test('nobody owns the whole object', () => {
    expect(FieldPathSet.of([]).isEmpty).toBe(true);
  });

  test('paths come in the order of FieldsV1, a level before what is below it', () => {
    const set = FieldPathSet.of(['f:b', 'f:x'], ['f:b'], ['f:a', 'f:y'], ['f:c']);
    expect([...set.paths()].map(formatPath)).toEqual(['.b', '.c', '.a.y', '.b.x']);
  });
});

describe('FieldsV1', () => {
  test('is written in order, and read back', () => {
    const fields = {
      'f:data': { '.': {}, 'f:a': {}, 'f:b': {} },
      'f:ports': { 'k:{"port":9}': { '.': {}, 'f:name': {} }, 'k:{"port":10}': {} },
    };
    const set = FieldPathSet.of(
      ['f:ports', 'k:{"port":10}'],
      ['f:ports', 'k:{"port":9}'],
      ['f:ports', 'k:{"port":9}', 'f:name'],
      ['f:data', 'f:b'],
      ['f:data', 'f:a'],
      ['f:data'],
    );
    expect(JSON.stringify(toFieldsV1(set))).toBe(JSON.stringify(fields));
    expect(fromFieldsV1(fields)).toEqual(set);
  });

  test('what a later version adds is dropped with all below it', () => {
    const fields = { 'f:a': {}, 'x:b': { 'f:c': {} } };
    expect(toFieldsV1(fromFieldsV1(fields))).toEqual({ 'f:a': {} });
  });

  test.each([
    ['a list', []],
    ['a text for a node', { 'f:a': 'b' }],
    ['an element that is none', { a: {} }],
    ['nesting without end', nest(1000)],
  ])('%s is refused', (_, fields) => {
    expect(() => fromFieldsV1(fields)).toThrow(SyntaxError);
  });
});

function nest(levels: number): object {
  let node = {};
  for (let level = 0; level < levels; level++) node = { 'f:a': node };
  return node;
}
