import type { ParameterExpansionPart, Word } from 'unbash';
import { evaluate } from './arithmetic.js';
import { compilePattern } from './pattern.js';
import type { Shell } from './shell.js';
import { ShellError } from './shell-error.js';

/** `$1`, `$?`, `$#` and variables. */
export function specialParameter(shell: Shell, name: string): string | undefined {
  const { state, process } = shell;
  switch (name) {
    case '?':
      return String(state.status);
    case '#':
      return String(state.parameters.length);
    case '$':
      return String(process.pid);
    case '!':
      return state.lastBackground === undefined ? '' : String(state.lastBackground);
    case '0':
      return state.name;
    case '-':
      return state.interactive ? 'im' : '';
    case '@':
    case '*':
      return state.parameters.join(' ');
    case 'RANDOM':
      return String(Math.floor(Math.random() * 32768));
  }
  if (/^\d+$/.test(name)) return state.parameters[Number(name) - 1];
  const value = state.get(name);
  if (value === undefined && state.options.has('nounset')) {
    throw new ShellError(
      `${name}: ${state.flavour === 'bash' ? 'unbound variable' : 'parameter not set'}`,
    );
  }
  return value;
}

/** `${name}` with whatever is done to it. */
export async function expandParameter(shell: Shell, part: ParameterExpansionPart): Promise<string> {
  const { parameter, prefix, operation } = part;
  if (operation?.type === 'Default') return withDefault(shell, parameter, operation);
  const value = specialParameter(shell, parameter) ?? '';
  if (prefix === '#') return String([...value].length);
  if (prefix === '!') return specialParameter(shell, value) ?? '';
  if (!operation) return value;
  switch (operation.type) {
    case 'Remove':
      return removed(shell, value, operation.operator, operation.operand);
    case 'Replace':
      return replaced(shell, value, operation);
    case 'Slice': {
      const offset = Number(await shell.number(operation.offset));
      const length = operation.length ? Number(await shell.number(operation.length)) : undefined;
      const from = offset < 0 ? Math.max(value.length + offset, 0) : offset;
      return value.slice(
        from,
        length === undefined ? undefined : length < 0 ? length : from + length,
      );
    }
    case 'CaseModification': {
      const upper = operation.operator.startsWith('^');
      const change = (text: string) => (upper ? text.toUpperCase() : text.toLowerCase());
      return operation.operator.length === 2
        ? change(value)
        : change(value.slice(0, 1)) + value.slice(1);
    }
    default:
      throw new ShellError(`${part.text}: bad substitution`);
  }
}

type Operation<T> = Extract<NonNullable<ParameterExpansionPart['operation']>, { type: T }>;

async function withDefault(
  shell: Shell,
  name: string,
  { operator, operand }: Operation<'Default'>,
): Promise<string> {
  const value =
    /^\w+$/.test(name) && !/^\d+$/.test(name)
      ? shell.state.get(name)
      : specialParameter(shell, name);
  const isSet = operator.startsWith(':') ? Boolean(value) : value !== undefined;
  const kind = operator.at(-1);
  if (kind === '+') return isSet ? shell.text(operand) : '';
  if (isSet) return value ?? '';
  const text = await shell.text(operand);
  if (kind === '?') throw new ShellError(`${name}: ${text || 'parameter not set'}`, 1);
  if (kind === '=') shell.state.set(name, text);
  return text;
}

async function removed(
  shell: Shell,
  value: string,
  operator: string,
  operand: Word,
): Promise<string> {
  const fits = compilePattern(await shell.pattern(operand));
  const fromStart = operator.startsWith('#');
  const longest = operator.length === 2;
  for (let n = 0; n <= value.length; n++) {
    await shell.process.step(1 + value.length / 500);
    const length = longest ? value.length - n : n;
    const cut = fromStart ? value.slice(0, length) : value.slice(value.length - length);
    if (fits(cut)) return fromStart ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

/** Replacing looks at each place of a text of this length; longer ones stay as they are. */
const replaceCharactersMax = 256;

async function replaced(
  shell: Shell,
  value: string,
  operation: Operation<'Replace'>,
): Promise<string> {
  const { operator, pattern, replacement } = operation;
  const pieces = await shell.pattern(pattern);
  const literal = pieces.map(({ text }) => text).join('');
  const by = await shell.text(replacement);
  const isLiteral = pieces.every(({ text, quoted }) => quoted || !/[*?[]/.test(text));
  if (isLiteral && literal && operator === '//') return value.split(literal).join(by);
  if (isLiteral && operator === '/') {
    const at = value.indexOf(literal);
    return at < 0 ? value : value.slice(0, at) + by + value.slice(at + literal.length);
  }
  if (value.length > replaceCharactersMax) return value;
  const fits = compilePattern(pieces);
  let result = '';
  for (let at = 0; at < value.length; ) {
    await shell.process.step(1 + value.length / 500);
    let end = value.length;
    while (end > at && !fits(value.slice(at, end))) end -= 1;
    if (end === at) {
      result += value[at++];
      continue;
    }
    result += by;
    at = end;
    if (operator !== '//') return result + value.slice(at);
  }
  return result;
}

/** The number an arithmetic word in a slice stands for. */
export async function numberIn(shell: Shell, word: Word): Promise<bigint> {
  const value = await shell.text(word);
  return evaluate(
    { type: 'ArithmeticWord', pos: 0, end: 0, value, parts: undefined },
    shell.arithmeticScope,
  );
}
