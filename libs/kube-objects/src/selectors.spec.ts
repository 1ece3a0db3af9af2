import { describe, expect, test } from 'vitest';
import { matchesFields, parseFieldSelector, requiredFieldValue } from './field-selector.js';
import { matchesLabels, parseLabelSelector } from './label-selector.js';

describe('label selector', () => {
  const labels = { app: 'web', tier: 'front', weight: '12', empty: '' };
  test.each([
    ['', true],
    ['app=web', true],
    ['app==web,tier=front', true],
    ['app!=web', false],
    ['other!=web', true],
    ['app in (api, web)', true],
    ['app notin (api,web)', false],
    ['other notin (x)', true],
    ['app', true],
    ['!app', false],
    ['!other', true],
    ['weight>11', true],
    ['weight<12', false],
    ['empty=', true],
    ['empty in (,a)', true],
    ['x in (foo,,baz)', false],
    ['toString', false],
  ])('%s matches: %s', (selector, expected) => {
    expect(matchesLabels(parseLabelSelector(selector), labels)).toBe(expected);
  });

  test.each([
    ['a in', "unable to parse requirement: found '' expected: '('"],
    ['a,,b', "found ',', expected: identifier after ','"],
    ['=a', "found '=', expected: !, identifier, or 'end of string'"],
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a=(', "unable to parse requirement: found '(', expected: identifier"],
  ])('%s is refused', (selector, message) => {
    expect(() => parseLabelSelector(selector)).toThrow(message);
  });

  test('a bad value is named by its place', () => {
    expect(() => parseLabelSelector('a=-')).toThrow(
      /^unable to parse requirement: values\[0\]\[a\]: Invalid value: "-": a valid label must be/,
    );
  });
});

describe('field selector', () => {
  const fields: Record<string, string> = { 'metadata.name': 'a,b', 'status.phase': 'Running' };
  const read = (field: string) => fields[field] ?? '';
  test.each([
    ['', true],
    ['status.phase=Running', true],
    ['status.phase==Running,spec.nodeName=', true],
    ['status.phase!=Running', false],
    ['metadata.name=a\\,b', true],
  ])('%s matches: %s', (selector, expected) => {
    expect(matchesFields(parseFieldSelector(selector), read)).toBe(expected);
  });

  test.each([
    ['abc', "invalid selector: 'abc'; can't understand 'abc'"],
    ['a=b=c', 'invalid field selector: unescaped character in value: 61'],
    ['a=\\x', 'invalid field selector: invalid escape sequence: \\x'],
  ])('%s is refused', (selector, message) => {
    expect(() => parseFieldSelector(selector)).toThrow(message);
  });

  test('tells which value a field must have', () => {
    const selector = parseFieldSelector('metadata.name=x,spec.type!=y');
    expect(requiredFieldValue(selector, 'metadata.name')).toBe('x');
    expect(requiredFieldValue(selector, 'spec.type')).toBeUndefined();
  });
});
