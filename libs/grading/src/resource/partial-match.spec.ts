import { describe, expect, it } from 'vitest';
import { findMismatches } from './partial-match.js';

/** Each as `path: expected, not actual`. */
const mismatches = (expected: unknown, actual: unknown) =>
  findMismatches(expected, actual).map(
    (each) => `${each.fieldPath}: ${each.expected}, not ${each.actual}`,
  );

const web = { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] };
const log = { name: 'log', image: 'busybox:1.36' };

describe('findMismatches', () => {
  it.each<[string, unknown, unknown]>([
    ['a part of an object', { spec: { a: 1 } }, { spec: { a: 1, b: 2 }, status: {} }],
    ['what is not set', { a: null }, { b: 1 }],
    ['elements in any order', { list: ['b', 'a'] }, { list: ['a', 'b', 'c'] }],
    ['an element for each', { list: [{ a: 1 }, {}] }, { list: [{ a: 1 }, { b: 1 }] }],
    ['no elements at all', { list: [] }, {}],
  ])('is content with %s', (_, expected, actual) => {
    expect(mismatches(expected, actual)).toEqual([]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    ['a value', { spec: { a: 1 } }, { spec: { a: 2 } }, ['spec.a: 1, not 2']],
    ['what is missing', { a: { b: 'x' } }, {}, ['a: {"b":"x"}, not not set']],
    ['what should not be set', { a: null }, { a: 0 }, ['a: not set, not 0']],
    ['a key that is no word', { 'a.b/c': 1 }, { 'a.b/c': 2 }, ['["a.b/c"]: 1, not 2']],
    [
      'the only element',
      { list: [{ image: 'a' }] },
      { list: [{ image: 'b', name: 'x' }] },
      ['list[0].image: "a", not "b"'],
    ],
    [
      'the element of the same name',
      { containers: [{ name: 'log', image: 'busybox:1.37' }] },
      { containers: [web, log] },
      ['containers[1].image: "busybox:1.37", not "busybox:1.36"'],
    ],
    [
      'the same flag',
      { command: ['--tls-cert-file=/a'] },
      { command: ['kube-apiserver', '--tls-cert=/a', '--tls-cert-file=/b'] },
      ['command[2]: "--tls-cert-file=/a", not "--tls-cert-file=/b"'],
    ],
    [
      'a list without any such element',
      { list: ['--v=2'] },
      { list: ['a', 'b'] },
      ['list: an element like "--v=2", not ["a","b"]'],
    ],
    [
      'a list in which two could be meant',
      { subjects: [{ name: 'jane', kind: 'Group' }] },
      { subjects: [{ name: 'jane', kind: 'User' }, { name: 'jane' }] },
      [
        'subjects: an element like {"name":"jane","kind":"Group"}, not [{"name":"jane","kind":"User"},{"name":"jane"}]',
      ],
    ],
    [
      'an element too few',
      { list: [{ name: 'a' }, { name: 'a' }] },
      { list: [{ name: 'a' }] },
      ['list: an element like {"name":"a"}, not [{"name":"a"}]'],
    ],
  ])('names %s', (_, expected, actual, said) => {
    expect(mismatches(expected, actual)).toEqual(said);
  });
});
