import { describe, expect, it } from 'vitest';
import { readYaml, YamlSyntaxError } from './yaml-body.js';

describe('readYaml', () => {
  it.each([
    ['kind: Pod\nmetadata: {name: web}\n', { kind: 'Pod', metadata: { name: 'web' } }],
    ['enabled: yes\nsince: 2026-01-01\n', { enabled: true, since: '2026-01-01' }],
    ['', null],
  ])('reads %j', async (text, expected) => {
    expect(JSON.parse((await readYaml(Buffer.from(text))).json)).toEqual(expected);
  });

  it.each([
    ['explicit keys within each other', '? '.repeat(400)],
    ['sequences within each other', '- '.repeat(100_000)],
    ['brackets within each other', '['.repeat(100_000)],
    [
      'maps, each a column further in',
      [...Array(2_000).keys()].map((i) => `${' '.repeat(i)}a:`).join('\n'),
    ],
  ])('does not give the parser %s', async (_what, text) => {
    await expect(readYaml(Buffer.from(text))).rejects.toThrow(
      /^yaml: line \d+: exceeded max depth$/,
    );
  });

  it('tells of keys that occur again, of which the last stands', async () => {
    const { json, duplicates } = await readYaml(Buffer.from('a: 1\nb: {c: 1, c: 2}\na: 3\n'));
    expect(JSON.parse(json)).toEqual({ a: 3, b: { c: 2 } });
    expect(duplicates).toEqual([
      'line 2: key "c" already set in map',
      'line 3: key "a" already set in map',
    ]);
  });

  it('refuses aliases that multiply', async () => {
    const levels = [...Array(9).keys()].map(
      (i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`,
    );
    const bomb = ['l0: &l0 [x]', ...levels].join('\n');
    await expect(readYaml(Buffer.from(bomb))).rejects.toThrow(YamlSyntaxError);
  });
});
