import { expect, it } from 'vitest';
import { splitInput } from './split-input';

it.each([
  [0, []],
  [3, [3]],
  [4, [4]],
  [9, [4, 4, 1]],
])('cuts %i bytes into messages of at most 4', (length, sizes) => {
  const bytes = Uint8Array.from({ length }, (_, index) => index);
  const parts = splitInput(bytes, 4);
  expect(parts.map((part) => part.length)).toEqual(sizes);
  expect(parts.flatMap((part) => [...part])).toEqual([...bytes]);
});
