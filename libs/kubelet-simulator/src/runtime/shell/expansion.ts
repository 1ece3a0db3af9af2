import type { DoubleQuotedChild, Word, WordPart } from 'unbash';
import { evaluate } from './arithmetic.js';
import { expandBraces } from './braces.js';
import { pathsMatching } from './glob.js';
import { expandParameter, specialParameter } from './parameter.js';
import { isPattern, type Piece } from './pattern.js';
import type { Shell } from './shell.js';
import { substitute } from './substitution.js';

/** A field while it is put together; `split` text may fall apart at blanks. */
type Fragment = Piece & { readonly split?: boolean; readonly fieldEnd?: boolean };

/** The fields a word becomes: expanded, split at blanks, and matched with files. */
export async function expandFields(shell: Shell, word: Word): Promise<string[]> {
  const fields: string[] = [];
  for (const fragments of await braced(shell, word)) {
    for (const pieces of splitFields(fragments, shell.state.get('IFS') ?? ' \t\n')) {
      if (!shell.state.options.has('noglob') && isPattern(pieces)) {
        const paths = await pathsMatching(shell.process, pieces);
        if (paths.length > 0) {
          fields.push(...paths);
          continue;
        }
      }
      fields.push(pieces.map(({ text }) => text).join(''));
    }
  }
  return fields;
}

/** One text, neither split nor matched: assignments, here-documents, redirections. */
export async function expandText(shell: Shell, word: Word): Promise<string> {
  const fragments = await fragmentsOfWord(shell, word);
  return fragments.map(({ text, fieldEnd }) => text + (fieldEnd ? ' ' : '')).join('');
}

/** As a pattern: what was quoted stands for itself. */
export async function expandPattern(shell: Shell, word: Word): Promise<Piece[]> {
  return fragmentsOfWord(shell, word);
}

export async function expandParts(shell: Shell, parts: readonly WordPart[]): Promise<string> {
  const fragments: Fragment[] = [];
  for (const part of parts) fragments.push(...(await fragmentsOf(shell, part, true)));
  return fragments.map(({ text }) => text).join('');
}

async function braced(shell: Shell, word: Word): Promise<Fragment[][]> {
  if (shell.state.flavour === 'bash' && word.parts?.some(({ type }) => type === 'BraceExpansion')) {
    return expandBraces(word.parts, (part) => fragmentsOf(shell, part, false));
  }
  return [await fragmentsOfWord(shell, word)];
}

async function fragmentsOfWord(shell: Shell, word: Word): Promise<Fragment[]> {
  const { parts } = word;
  if (!parts) return [{ text: tilde(shell, word.value), quoted: true }];
  const fragments: Fragment[] = [];
  for (const [index, part] of parts.entries()) {
    const made = await fragmentsOf(shell, part, false);
    const [first] = made;
    if (index === 0 && part.type === 'Literal' && first) {
      fragments.push({ ...first, text: tilde(shell, first.text) });
    } else fragments.push(...made);
  }
  return fragments;
}

function tilde(shell: Shell, text: string): string {
  return /^~(\/|$)/.test(text) ? (shell.state.get('HOME') ?? '~') + text.slice(1) : text;
}

async function fragmentsOf(
  shell: Shell,
  part: WordPart | DoubleQuotedChild,
  inQuotes: boolean,
): Promise<Fragment[]> {
  const expanded = (text: string): Fragment[] => [{ text, quoted: inQuotes, split: !inQuotes }];
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ text: part.value, quoted: true }];
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return [{ text: part.text, quoted: part.type !== 'Glob' }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return quotedFragments(shell, part.parts);
    case 'SimpleExpansion':
      if (part.text === '$@' || part.text === '$*') {
        return allParameters(shell, part.text === '$@', inQuotes);
      }
      return expanded(specialParameter(shell, part.text.slice(1)) ?? '');
    case 'ParameterExpansion':
      if ((part.parameter === '@' || part.parameter === '*') && !part.operation && !part.prefix) {
        return allParameters(shell, part.parameter === '@', inQuotes);
      }
      return expanded(await expandParameter(shell, part));
    case 'CommandExpansion':
      return expanded(await substitute(shell, part.script));
    case 'ArithmeticExpansion':
      return expanded(String(await evaluate(part.expression, shell.arithmeticScope)));
    case 'ProcessSubstitution':
      return [{ text: part.text, quoted: true }];
  }
}

async function quotedFragments(
  shell: Shell,
  parts: readonly DoubleQuotedChild[],
): Promise<Fragment[]> {
  const fragments: Fragment[] = [];
  for (const part of parts) fragments.push(...(await fragmentsOf(shell, part, true)));
  const onlyNothing = parts.length === 1 && fragments.length === 0;
  return fragments.length === 0 && !onlyNothing ? [{ text: '', quoted: true }] : fragments;
}

/** `"$@"` is one field for each, `"$*"` one for all. */
function allParameters(shell: Shell, separate: boolean, inQuotes: boolean): Fragment[] {
  const { parameters } = shell.state;
  if (inQuotes && !separate) return [{ text: parameters.join(' '), quoted: true }];
  return parameters.map((text, index) => ({
    text,
    quoted: inQuotes,
    split: !inQuotes,
    fieldEnd: index < parameters.length - 1,
  }));
}

function splitFields(fragments: readonly Fragment[], separators: string): Piece[][] {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  const finish = () => {
    if (current) fields.push(current);
    current = undefined;
  };
  for (const { text, quoted, split, fieldEnd } of fragments) {
    if (!split) {
      current ??= [];
      current.push({ text, quoted });
    } else {
      for (const run of text.match(runsOf(separators)) ?? []) {
        if (separators.includes(run[0] ?? '')) finish();
        else {
          current ??= [];
          current.push({ text: run, quoted: false });
        }
      }
    }
    if (fieldEnd) finish();
  }
  finish();
  return fields;
}

function runsOf(separators: string): RegExp {
  if (separators === '') return /[\s\S]+/g;
  const set = separators.replace(/[\]\\^-]/g, '\\$&');
  return new RegExp(`[${set}]+|[^${set}]+`, 'g');
}
