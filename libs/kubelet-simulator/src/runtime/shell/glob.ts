import type { Process } from '../kernel/process.js';
import { runtimeLimits } from '../runtime-limits.js';
import { compilePattern, isPattern, type Piece } from './pattern.js';

/** The paths a pattern stands for, sorted; none where nothing matches. */
export async function pathsMatching(process: Process, pieces: readonly Piece[]): Promise<string[]> {
  const [first, ...rest] = splitAtSlashes(pieces);
  const isAbsolute = first?.every(({ text }) => text === '') ?? false;
  let found = isAbsolute ? ['/'] : [''];
  for (const part of isAbsolute ? rest : [first ?? [], ...rest]) {
    const next: string[] = [];
    for (const base of found) {
      await process.step();
      next.push(...matchesIn(process, base, part));
      if (next.length > runtimeLimits.expansionWordsMax) return [];
    }
    found = next;
  }
  return found.filter((path) => process.kernel.files.find(process, path, false)).sort();
}

function matchesIn(process: Process, base: string, part: readonly Piece[]): string[] {
  const under = (name: string) =>
    base === '' || base.endsWith('/') ? base + name : `${base}/${name}`;
  const literal = part.map(({ text }) => text).join('');
  if (!isPattern(part)) return [under(literal)];
  const folder = process.kernel.files.find(process, base || '.');
  if (folder?.inode.kind !== 'folder') return [];
  const fits = compilePattern(part);
  const hidden = literal.startsWith('.');
  const names = folder.inode.names().filter((name) => hidden || !name.startsWith('.'));
  return names.filter(fits).map(under);
}

function splitAtSlashes(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]];
  for (const { text, quoted } of pieces) {
    for (const [index, piece] of text.split('/').entries()) {
      if (index > 0) parts.push([]);
      parts.at(-1)?.push({ text: piece, quoted });
    }
  }
  return parts;
}
