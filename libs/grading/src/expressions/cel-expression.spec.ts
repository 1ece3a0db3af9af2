import { describe, expect, it } from 'vitest';
import { CelExpression } from './cel-expression.js';

function evaluate(source: string, object: unknown) {
  return new CelExpression(source).evaluate({ object });
}

describe('CelExpression', () => {
  it.each([
    ['object.n % 2 == 1', { n: 3 }],
    ['object.f > 1.4 && object.f < 1.6', { f: 1.5 }],
    ['has(object.a) && !has(object.b)', { a: 0 }],
    ['object.list.exists(x, x.name == "b")', { list: [{ name: 'a' }, { name: 'b' }] }],
    ['object.labels["a/b"].matches("^v[0-9]+$")', { labels: { 'a/b': 'v12' } }],
    ['object.name.split("-").size() == 2', { name: 'a-b' }],
    ['object.list.map(x, x * 2).filter(x, x > 2).size() == 2', { list: [1, 2, 3] }],
  ])('holds: %s', (source, object) => {
    expect(evaluate(source, object)).toEqual({ holds: true });
  });

  it.each([
    ['object.constructor == "x"', /constructor/],
    ['object.__proto__ == "x"', /__proto__/],
    ['object.n', /true or false/],
    ['object.n + "x" == "y"', /overload/],
  ])('is an error: %s', (source, message) => {
    const verdict = evaluate(source, { n: 1 });
    expect('error' in verdict && verdict.error).toMatch(message);
  });

  it('stops a loop in a loop in a loop', () => {
    const list = Array.from({ length: 200 }, (_, index) => index);
    const verdict = evaluate('object.all(a, object.all(b, object.all(c, a + b + c >= 0)))', list);
    expect(verdict).toEqual({ error: expect.stringMatching(/takes too long/) });
  });

  it('knows every loop, however its own result is made', () => {
    const list = Array.from({ length: 10_001 }, () => 1);
    for (const macro of [
      'all(x, true)',
      'exists(x, false)',
      'exists_one(x, false)',
      'map(x, x).size() == 1',
      'filter(x, true).size() == 1',
    ]) {
      expect(evaluate(`object.${macro}`, list)).toEqual({
        error: expect.stringMatching(/takes too long/),
      });
    }
  });

  it('cuts off a function that loops by itself, and says nothing of what was asked', () => {
    const source = 'object.replace("", "", 9000000000) == "x"';
    expect(() => evaluate(source, '')).toThrow(/takes too long/);
  });

  it.each([
    ['a thousand brackets', `${'('.repeat(999)}true${')'.repeat(999)}`],
    ['a thousand negations', `${'!'.repeat(1999)}true`],
  ])('reads or refuses %s, and does not fall over', (_, source) => {
    const read = () => new CelExpression(source).evaluate({});
    try {
      expect(read()).toMatchObject({ holds: expect.any(Boolean) });
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  });

  it('can be used again after it was stopped', () => {
    const expression = new CelExpression('object.all(x, x == 1)');
    expression.evaluate({ object: Array(20_000).fill(1) });
    expect(expression.evaluate({ object: [1, 1] })).toEqual({ holds: true });
  });

  it('knows the fields it reads, and not those of what a macro binds', () => {
    const source = 'has(object.a.b) && object.a.b > 1 && object.list.all(x, x.y == object.c)';
    expect([...new CelExpression(source).fields]).toEqual([
      'object.a.b',
      'object.list',
      'object.c',
    ]);
  });

  it('knows its variables, and not those a macro binds', () => {
    expect([...new CelExpression('objects.all(o, o.x == y && has(o.z))').variables].sort()).toEqual(
      ['objects', 'y'],
    );
  });
});
