import { describe, expect, it } from 'vitest';
import { PatchError } from '../patch-error.js';
import { applyJsonPatch } from './apply-json-patch.js';
import { decodeJsonPatch, type JsonPatchOperation } from './decode-json-patch.js';

describe('applyJsonPatch', () => {
  it.each<[title: string, original: unknown, operations: JsonPatchOperation[], result: unknown]>([
    ['adds a member', { a: 1 }, [{ op: 'add', path: '/b', value: [1] }], { a: 1, b: [1] }],
    ['adds null without a value', {}, [{ op: 'add', path: '/a' }], { a: null }],
    [
      'inserts into a list',
      { a: [1, 3] },
      [{ op: 'add', path: '/a/1', value: 2 }],
      { a: [1, 2, 3] },
    ],
    ['appends to a list', { a: [1] }, [{ op: 'add', path: '/a/-', value: 2 }], { a: [1, 2] }],
    [
      'counts from the end',
      { a: [1, 2] },
      [{ op: 'add', path: '/a/-1', value: 3 }],
      { a: [1, 2, 3] },
    ],
    [
      'removes',
      { a: [1, 2], b: 1 },
      [
        { op: 'remove', path: '/a/0' },
        { op: 'remove', path: '/b' },
      ],
      { a: [2] },
    ],
    ['replaces', { a: { b: 1 } }, [{ op: 'replace', path: '/a/b', value: 2 }], { a: { b: 2 } }],
    [
      'replaces a member that is not there',
      {},
      [{ op: 'replace', path: '/a', value: 1 }],
      { a: 1 },
    ],
    ['replaces the whole', { a: 1 }, [{ op: 'replace', path: '', value: { b: 1 } }], { b: 1 }],
    [
      'moves',
      { a: { x: 1 }, b: {} },
      [{ op: 'move', from: '/a/x', path: '/b/y' }],
      { a: {}, b: { y: 1 } },
    ],
    [
      'copies',
      { a: [1] },
      [
        { op: 'copy', from: '/a', path: '/b' },
        { op: 'add', path: '/b/-', value: 2 },
      ],
      { a: [1], b: [1, 2] },
    ],
    [
      'tests',
      { a: { b: [1, null] } },
      [{ op: 'test', path: '/a', value: { b: [1, null] } }],
      { a: { b: [1, null] } },
    ],
    ['tests that nothing is there', {}, [{ op: 'test', path: '/a' }], {}],
    [
      'unescapes paths',
      { 'a/b': { '~': 1 } },
      [{ op: 'replace', path: '/a~1b/~0', value: 2 }],
      { 'a/b': { '~': 2 } },
    ],
    ['reads escapes once', {}, [{ op: 'add', path: '/~01', value: 1 }], { '~1': 1 }],
  ])('%s', (_, original, operations, result) => {
    const before = structuredClone([original, operations]);
    expect(applyJsonPatch(original, operations)).toEqual(result);
    expect([original, operations]).toEqual(before);
  });

  it.each<[original: unknown, operation: JsonPatchOperation, message: string]>([
    [
      {},
      { op: 'add', path: '/a/b', value: 1 },
      'add operation does not apply: doc is missing path: "/a/b": missing value',
    ],
    [
      {},
      { op: 'add', path: 'a', value: 1 },
      'add operation does not apply: doc is missing path: "a": missing value',
    ],
    [
      {},
      { op: 'remove', path: '/a' },
      "error in remove for path: '/a': Unable to remove nonexistent key: a: missing value",
    ],
    [
      { a: [] },
      { op: 'remove', path: '/a/0' },
      "error in remove for path: '/a/0': Unable to access invalid index: 0: invalid index referenced",
    ],
    [
      { a: [] },
      { op: 'add', path: '/a/x', value: 1 },
      `error in add for path: '/a/x': value was not a proper array index: 'x': strconv.Atoi: parsing "x": invalid syntax`,
    ],
    [
      { a: [] },
      { op: 'replace', path: '/a/0', value: 1 },
      'replace operation does not apply: doc is missing key: /a/0: missing value',
    ],
    [
      {},
      { op: 'replace', path: '/a/b', value: 1 },
      'replace operation does not apply: doc is missing path: /a/b: missing value',
    ],
    [{ a: 1 }, { op: 'test', path: '/a', value: 2 }, 'testing value /a failed: test failed'],
    [
      { a: 1 },
      { op: 'test', path: '/b/c', value: 2 },
      'test operation does not apply: is missing path: /b/c: missing value',
    ],
    [
      {},
      { op: 'move', from: '/a', path: '/b' },
      "error in move for path: 'a': Unable to remove nonexistent key: a: missing value",
    ],
    [
      {},
      { op: 'copy', from: '/a/b', path: '/b' },
      'copy operation does not apply: doc is missing from path: /a/b: missing value',
    ],
    [{}, { op: 'frobnicate', path: '/a' }, 'Unexpected kind: frobnicate'],
    [{}, { path: '/a' }, 'Unexpected kind: unknown'],
  ])('%j refuses %j in upstream’s words', (original, operation, message) => {
    expect(() => applyJsonPatch(original, [operation])).toThrow(new PatchError(message, 422));
  });

  it('stops copying before memory is gone', () => {
    const copies: JsonPatchOperation[] = Array.from({ length: 40 }, () => {
      return { op: 'copy', from: '', path: '/a/-' };
    });
    const doubling = Array.from({ length: 30 }, () => ({ op: 'copy', from: '/a', path: '/a/-' }));
    expect(() => applyJsonPatch({ a: ['x'.repeat(100)] }, doubling)).toThrow('exceeding the limit');
    expect(() => applyJsonPatch({ a: [] }, copies)).toThrow(PatchError);
  });

  it('keeps hostile paths harmless', () => {
    const value = { polluted: true };
    const patched = applyJsonPatch({}, [{ op: 'add', path: '/__proto__', value }]) as object;
    expect(Object.keys(patched)).toEqual(['__proto__']);
    expect('polluted' in patched).toBe(false);
    expect(() =>
      applyJsonPatch({}, [{ op: 'add', path: '/constructor/prototype/x', value }]),
    ).toThrow(PatchError);
  });
});

describe('decodeJsonPatch', () => {
  it('reads operations and reports members it does not know', () => {
    const body = [
      { op: 'test', path: '/a', value: 1, why: 'x' },
      { op: 'remove', path: '/a' },
    ];
    expect(decodeJsonPatch(body)).toEqual({
      operations: [
        { op: 'test', path: '/a', value: 1, why: 'x' },
        { op: 'remove', path: '/a' },
      ],
      strictErrors: ['json patch unknown field "[0].why"'],
    });
  });

  it.each<[body: unknown, message: string]>([
    [
      {},
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    ],
    [
      ['x'],
      'error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp',
    ],
    [
      [{ op: 1 }],
      'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.op of type string',
    ],
  ])('refuses %j', (body, message) => {
    expect(() => decodeJsonPatch(body)).toThrow(new PatchError(message, 400));
  });

  it('looks less closely with Ignore', () => {
    expect(decodeJsonPatch([{ op: 1, path: '/a', why: 'x' }], 'Ignore')).toEqual({
      operations: [{ path: '/a', why: 'x' }],
      strictErrors: [],
    });
    expect(() => decodeJsonPatch({}, 'Ignore')).toThrow(
      'json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  });

  it('limits the operations of one patch', () => {
    const body = Array.from({ length: 10_001 }, () => ({ op: 'test', path: '' }));
    expect(() => decodeJsonPatch(body)).toThrow(
      new PatchError('The allowed maximum operations in a JSON patch is 10000, got 10001', 413),
    );
  });
});
