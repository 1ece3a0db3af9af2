import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.js';

describe('parseJson', () => {
  it.each([
    '{"a":[1,-2.5,"x",true,false,null,{}],"b":{"c":[]}}',
    ' [ 1 , { "a" : "\\u00e9\\n\\"\\\\\\/" } ] ',
    '"\\ud83d\\ude00"',
    '0',
  ])('reads %s like the platform does', (text) => {
    expect(parseJson(text).value).toEqual(JSON.parse(text));
    expect(parseJson(Buffer.from(text)).value).toEqual(JSON.parse(text));
  });

  it('keeps a key called __proto__ a key', () => {
    const value = parseJson('{"__proto__":{"polluted":true}}').value as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect('polluted' in value).toBe(false);
  });

  it('notes keys that occur again, with their place', () => {
    const { value, notes } = parseJson('{"a":1,"b":{"c":1,"c":2},"a":3}');
    expect(value).toEqual({ a: 3, b: { c: 2 } });
    const { b } = value as { b: object };
    expect(notes.duplicates.get(value as object)).toEqual([{ key: 'a', after: 2 }]);
    expect(notes.duplicates.get(b)).toEqual([{ key: 'c', after: 1 }]);
  });

  it('notes numbers that JavaScript would write differently', () => {
    const { value, notes } = parseJson('{"a":1.0,"b":1e3,"c":12345678901234567890,"d":5}');
    expect([...(notes.literals.get(value as object) ?? [])]).toEqual([
      ['a', '1.0'],
      ['b', '1e3'],
      ['c', '12345678901234567890'],
    ]);
  });

  it.each([
    ['', 'unexpected end of JSON input'],
    ['{"a"', 'unexpected end of JSON input'],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b"', "invalid character '\"' after object key:value pair"],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['1 x', "invalid character 'x' after top-level value"],
    ['tru', "invalid character ' ' in literal true (expecting 'e')"],
    ['nuxl', "invalid character 'x' in literal null (expecting 'l')"],
    ['"a\nb"', "invalid character '\\n' in string literal"],
    ['"\\x"', "invalid character 'x' in string escape code"],
    ['"\\u12g4"', "invalid character 'g' in \\u hexadecimal character escape"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1e+x', "invalid character 'x' in exponent of numeric literal"],
    ["'a'", "invalid character '\\'' looking for beginning of value"],
  ])('refuses %j as Go does', (text, message) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ message }));
  });

  it('stops at a depth no object has', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(
      "invalid character '[' exceeded max depth",
    );
    expect(() => parseJson('['.repeat(900) + ']'.repeat(900))).not.toThrow();
  });
});
