import { describe, expect, it } from 'vitest';
import { serialize } from './serialize.js';

describe('serialize', () => {
  it('writes one line and a line feed', () => {
    expect(serialize({ kind: 'Pod', apiVersion: 'v1' })).toBe('{"kind":"Pod","apiVersion":"v1"}\n');
  });

  it('indents by two spaces for readers, without a line feed at the end', () => {
    expect(serialize({ a: [1, {}], b: [] }, { pretty: true })).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}',
    );
  });

  it('escapes what Go escapes', () => {
    expect(serialize('<a>&\u2028\u2029\u0001')).toBe(
      '"\\u003ca\\u003e\\u0026\\u2028\\u2029\\u0001"\n',
    );
  });

  it('sorts maps whose keys are integers by text, as Go does', () => {
    const object = { data: { 2: 'b', 10: 'a', x: [{ 1: 'c' }] } };
    expect(serialize(object)).toBe('{"data":{"10":"a","2":"b","x":[{"1":"c"}]}}\n');
    expect(serialize(object, { pretty: true })).toBe(
      '{\n  "data": {\n    "10": "a",\n    "2": "b",\n    "x": [\n      {\n        "1": "c"\n      }\n    ]\n  }\n}',
    );
  });

  it('leaves out members that are undefined', () => {
    expect(serialize({ a: undefined, 1: undefined, 2: 'x' })).toBe('{"2":"x"}\n');
  });
});
