import { describe, expect, it } from 'vitest';
import { CelCompileError } from './cel-compile-error.js';
import { CelProgram } from './cel-program.js';
import { CelTimeoutError } from './cel-time-limit.js';
import {
  bool,
  double,
  duration,
  int,
  listOf,
  mapOf,
  objectOf,
  string,
  timestamp,
} from './cel-type.js';
import { toCelValue } from './to-cel-value.js';

const self = objectOf('object', {
  n: int,
  nu: double,
  s: string,
  l: listOf(int),
  names: listOf(string),
  m: mapOf(string, int),
  dt: timestamp,
  du: duration,
  obj: objectOf('object', { k: string }),
});

function evaluate(source: string, value: object = {}): unknown {
  const program = CelProgram.compile(source, { self }, bool);
  const verdict = program.evaluate({ self: toCelValue(value, self) });
  return 'error' in verdict ? verdict.error : verdict.value;
}

function whyNot(source: string): string {
  try {
    CelProgram.compile(source, { self }, bool);
    return '';
  } catch (error) {
    if (error instanceof CelCompileError) return error.message;
    throw error;
  }
}

function orTimeout(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof CelTimeoutError) return 'took longer';
    throw error;
  }
}

describe('an expression', () => {
  it.each<[string, object]>([
    ['self.n > 1 && self.nu > 1', { n: 2, nu: 2 }],
    ['self.n == 2 || self.obj.k == "a"', { n: 2 }],
    ['self.l.all(x, x > 0) && self.l.exists_one(x, x == 2)', { l: [1, 2] }],
    ['self.l.map(x, x * 2).filter(x, x > 2).size() == 1', { l: [1, 2] }],
    ['self.m.all(k, self.m[k] > 0) && "a" in self.m', { m: { a: 1 } }],
    ['has(self.s) && !has(self.n)', { s: '' }],
    ['self.dt > timestamp("2020-01-01T00:00:00Z")', { dt: '2026-01-01T00:00:00Z' }],
    ['self.du == duration("90m")', { du: '1h30m' }],
    ['self.s.matches("^a+$") && self.s.replace("a", "b") == "bb"', { s: 'aa' }],
    ['self.s.replace("a", "b", 1) == "ba" && self.s.replace("", "-", 2) == "-a-a"', { s: 'aa' }],
    [
      'self.names.join(",") == "a,b" && self.s.split(",") == self.names',
      { names: ['a', 'b'], s: 'a,b' },
    ],
    [
      'self.l.isSorted() && self.l.sum() == 3 && self.l.min() == 1 && self.l.max() == 2',
      { l: [1, 2] },
    ],
    ['self.l.indexOf(2) == 1 && self.l.lastIndexOf(7) == -1', { l: [1, 2] }],
    [
      'isURL(self.s) && isIP("::1") && isCIDR("10.0.0.0/8") && isQuantity("1Gi")',
      { s: 'https://a/b' },
    ],
    ['!isURL("../a") && !isIP("1.2.3") && !isCIDR("10.0.0.0/33") && !isQuantity("1x")', {}],
  ])('holds: %s', (source, value) => expect(evaluate(source, value)).toBe(true));

  it.each<[string, object, string]>([
    ['self.n > 1', {}, 'no such key: n'],
    ['self.l[3] > 1', { l: [1] }, 'index out of bounds: 3'],
    ['1 / self.n > 1', { n: 0 }, 'division by zero'],
    ['self.m["b"] == 1', { m: { a: 1 } }, 'no such key: b'],
  ])('fails: %s', (source, value, error) => expect(evaluate(source, value)).toBe(error));

  it.each([
    ['self.time == 1', "1:5: undefined field 'time'\n | self.time == 1\n | ....^"],
    ['self.n == "x"', "1:8: found no matching overload for '_==_' applied to '(int, string)'\n"],
    [
      'self.n.startsWith("a")',
      "1:18: found no matching overload for 'startsWith' applied to 'int.(string)'\n",
    ],
    ['foo(self.n) == 1', "1:4: undeclared reference to 'foo' (in container '')\n"],
    ['x.y == 1', "1:1: undeclared reference to 'x' (in container '')\n"],
    ['has(self.zz)', "1:4: undefined field 'zz'\n"],
    [
      'self.n.all(x, x > 1)',
      "1:5: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)\n",
    ],
    ['self.l.exists(x, x.y == 1)', "1:19: type 'int' does not support field selection\n"],
    ['[1, "a"].size() > 0', "1:5: expected type 'int' but found 'string'\n"],
    ['self.s.matches("(")', '1:16: invalid matches argument\n'],
    ['self.n > 1 ||\n self.q', "2:6: undefined field 'q'\n |  self.q\n | .....^"],
    ['self.n ==', '1:8: Syntax error: '],
    ['self.?n == 1', '1:5: optional fields and elements are not evaluated by this server'],
    ['quantity(self.s).isLessThan(quantity("1"))', "'quantity' is not evaluated by this server"],
  ])('means nothing: %s', (source, message) => {
    expect(whyNot(source)).toContain('compilation failed: ERROR: <input>:');
    expect(whyNot(source)).toContain(message);
  });

  it('is what is asked for', () => {
    expect(whyNot('self.n')).toBe('must evaluate to bool but got int');
  });
});

describe('a hostile expression', () => {
  it.each([
    ['loops in loops', 'self.l.all(a, self.l.all(b, self.l.all(c, a + b + c >= 0)))'],
    ['text that doubles', `self.names.all(x, (${'self.s + '.repeat(19)}self.s) != "")`],
    ['text that multiplies', 'self.s.replace("a", self.s).replace("a", self.s) != ""'],
  ])('is stopped: %s', (_, source) => {
    const value = { l: Array(200).fill(1), names: Array(20).fill('a'), s: 'a'.repeat(300_000) };
    expect(orTimeout(() => evaluate(source, value))).toMatch(
      /cost limit exceeded|text is longer than|took longer/,
    );
  });

  it.each([
    ['brackets', `${'('.repeat(3000)}true${')'.repeat(3000)}`],
    ['negations', `${'!'.repeat(3000)}true`],
    ['ands', Array(3000).fill('true').join(' && ')],
    ['length', `"${'a'.repeat(20_000)}" != ""`],
  ])('is refused, or read: %s', (_, source) => {
    const why = orTimeout(() => whyNot(source));
    expect(why === 'took longer' || why === '' || String(why).includes('compilation failed')).toBe(
      true,
    );
  });

  it('reaches nothing of JavaScript', () => {
    expect(whyNot('self.constructor == 1')).toContain("undefined field 'constructor'");
    expect(whyNot('self.__proto__ == 1')).toContain("undefined field '__proto__'");
    expect(evaluate('self.m["constructor"] == 1', { m: {} })).toBe('no such key: constructor');
  });
});
