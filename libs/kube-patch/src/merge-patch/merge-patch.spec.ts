import { describe, expect, it } from 'vitest';
import { PatchError } from '../patch-error.js';
import { applyMergePatch } from './apply-merge-patch.js';

describe('applyMergePatch', () => {
  // The examples of RFC 7386, appendix A, that have an object or a list for a patch.
  it.each<[original: unknown, patch: unknown, result: unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j is %j', (original, patch, result) => {
    const before = structuredClone([original, patch]);
    expect(applyMergePatch(original, patch)).toEqual(result);
    expect([original, patch]).toEqual(before);
  });

  it.each([null, 'x', 1, true])('refuses %j for a patch', (patch) => {
    expect(() => applyMergePatch({}, patch)).toThrow(new PatchError('Invalid JSON Patch', 400));
  });

  it('keeps hostile keys harmless', () => {
    const merged = applyMergePatch({}, JSON.parse('{"a":{"__proto__":{"x":1}}}')) as { a: object };
    expect(Object.keys(merged.a)).toEqual(['__proto__']);
    expect('x' in merged.a).toBe(false);
  });
});
