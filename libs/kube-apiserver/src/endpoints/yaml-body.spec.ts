import { describe, expect, it } from 'vitest';
import { parseYaml, YamlSyntaxError } from './yaml-body.js';

describe('parseYaml', () => {
  it.each([
    ['kind: Pod\nmetadata: {name: web}\n', { kind: 'Pod', metadata: { name: 'web' } }],
    ['enabled: yes\nsince: 2026-01-01\n', { enabled: true, since: '2026-01-01' }],
    ['', null],
  ])('reads %j', async (text, expected) => {
    expect(JSON.parse(await parseYaml(Buffer.from(text)))).toEqual(expected);
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
    await expect(parseYaml(Buffer.from(text))).rejects.toThrow(
      /^yaml: line \d+: exceeded max depth$/,
    );
  });

  it('refuses aliases that multiply', async () => {
    const levels = [...Array(9).keys()].map(
      (i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`,
    );
    const bomb = ['l0: &l0 [x]', ...levels].join('\n');
    await expect(parseYaml(Buffer.from(bomb))).rejects.toThrow(YamlSyntaxError);
  });
});
