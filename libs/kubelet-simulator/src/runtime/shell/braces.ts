import type { WordPart } from 'unbash';
import { runtimeLimits } from '../runtime-limits.js';
import type { Piece } from './pattern.js';
import { ShellError } from './shell-error.js';

/** `{a,b}` and `{1..9}`: as many words as the product of all braces. */
export async function expandBraces(
  parts: readonly WordPart[],
  plain: (part: WordPart) => Promise<Piece[]>,
): Promise<Piece[][]> {
  let words: Piece[][] = [[]];
  for (const part of parts) {
    const choices =
      part.type === 'BraceExpansion'
        ? alternatives(part.text).map((text) => [{ text, quoted: true }])
        : [await plain(part)];
    if (words.length * choices.length > runtimeLimits.expansionWordsMax) {
      throw new ShellError('brace expansion: too many words');
    }
    words = words.flatMap((word) => choices.map((choice) => [...word, ...choice]));
  }
  return words;
}

function alternatives(text: string): string[] {
  const inside = text.slice(1, -1);
  const range = /^(-?\d+)\.\.(-?\d+)(?:\.\.(\d+))?$/.exec(inside);
  if (!range) return inside.split(',');
  const [from, to, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1) || 1];
  const count = Math.floor(Math.abs(to - from) / step) + 1;
  if (count > runtimeLimits.expansionWordsMax) {
    throw new ShellError('brace expansion: too many words');
  }
  return Array.from({ length: count }, (_, n) =>
    String(from + n * step * Math.sign(to - from || 1)),
  );
}
