import { describe, expect, it } from 'vitest';
import { textTable } from './text-table.js';

const layout = { minWidth: 4, padding: 2 };

describe('textTable', () => {
  it.each<[what: string, rows: string[][], text: string]>([
    ['nothing', [], ''],
    ['one cell, as long as it is', [['a']], 'a\n'],
    [
      'columns as wide as their widest',
      [
        ['a', 'b'],
        ['longer', 'c'],
      ],
      'a       b\nlonger  c\n',
    ],
    ['no column narrower than is set', [['a', 'b']], 'a   b\n'],
    ['empty cells in their columns', [['a', '', 'c']], 'a       c\n'],
    [
      'blocks apart by a row without columns',
      [['longer', 'b'], [''], ['a', 'b']],
      'longer  b\n\na   b\n',
    ],
    [
      'what is wider than one byte by what is seen',
      [
        ['é', 'b'],
        ['ab', 'c'],
      ],
      'é   b\nab  c\n',
    ],
  ])('lays out %s', (_what, rows, text) => {
    expect(textTable(rows, layout)).toBe(text);
  });
});
