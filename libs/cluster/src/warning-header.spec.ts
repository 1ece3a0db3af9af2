import { expect, it } from 'vitest';
import { warningTexts } from './warning-header.js';

it.each<[string | string[] | undefined, string[]]>([
  [undefined, []],
  ['299 - "one"', ['one']],
  ['299 - "one", 299 - "two, three"', ['one', 'two, three']],
  [
    ['299 - "one"', '299 - "two"'],
    ['one', 'two'],
  ],
  ['299 - "a \\"quoted\\" word and a \\\\"', ['a "quoted" word and a \\']],
  ['nothing of the kind', []],
])('reads %j', (header, texts) => {
  expect(warningTexts(header)).toEqual(texts);
});
