import { describe, expect, test } from 'vitest';
import {
  comparePathElements,
  formatPath,
  keyElement,
  parsePathElement,
  valueElement,
} from './path-element.js';

describe('path elements', () => {
  test.each([
    ['f:replicas', 'f:replicas'],
    ['f:app.kubernetes.io/name', 'f:app.kubernetes.io/name'],
    ['k:{"protocol":"TCP","containerPort":80}', 'k:{"containerPort":80,"protocol":"TCP"}'],
    ['k:{ "name" : "a<b" }', 'k:{"name":"a\\u003cb"}'],
    ['v:"x"', 'v:"x"'],
    ['v:1.0', 'v:1'],
    ['i:03', 'i:3'],
    ['z:what comes next', undefined],
  ])('%s is read as %s', (text, element) => {
    expect(parsePathElement(text)).toBe(element);
  });

  test.each(['', 'f', 'name', 'v:{', 'k:[]', 'i:x'])('%j is none', (text) => {
    expect(() => parsePathElement(text)).toThrow(SyntaxError);
  });

  test('keys stand in one order, whatever the order they are given in', () => {
    expect(
      keyElement([
        ['b', 1],
        ['a', 'x'],
      ]),
    ).toBe('k:{"a":"x","b":1}');
  });

  test('fields come before keys, keys before values, values before indices', () => {
    const sorted = [
      'f:a',
      'f:b',
      'k:{"name":"a"}',
      'k:{"port":9}',
      'k:{"port":10}',
      'k:{"port":10,"protocol":"TCP"}',
      'v:2',
      'v:10',
      'v:"1"',
      'v:false',
      'v:true',
      'i:2',
      'i:10',
    ];
    expect([...sorted].reverse().sort(comparePathElements)).toEqual(sorted);
  });

  test('a path reads as upstream writes it', () => {
    const path = [
      'f:spec',
      keyElement([
        ['port', 80],
        ['name', 'a"b'],
      ]),
      valueElement('x'),
      'i:3',
    ];
    expect(formatPath(path)).toBe('.spec[name="a\\"b",port=80][="x"][3]');
  });
});
