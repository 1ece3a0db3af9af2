import type { Command } from 'unbash';
import { builtins } from './builtins.js';
import { expandFields, expandText } from './expansion.js';
import { becomeProgram, launchProgram } from './program-start.js';
import { redirect } from './redirection.js';
import type { Shell } from './shell.js';
import { Jump, ShellError } from './shell-error.js';
import type { ShellState } from './shell-state.js';

/** Assignments, redirections, and a name with its arguments (XCU 2.9.1). */
export async function runSimpleCommand(shell: Shell, command: Command): Promise<number> {
  const words: string[] = [];
  const substituted = shell.substitutions;
  if (command.name) words.push(...(await expandFields(shell, command.name)));
  for (const argument of command.args) {
    if (argument.type === 'Word') words.push(...(await expandFields(shell, argument)));
    else words.push(await assignmentText(shell, argument));
  }
  const assignments: [string, string][] = [];
  for (const part of command.prefix) {
    if (part.type !== 'Assignment') continue;
    const text = await assignmentText(shell, part);
    assignments.push([part.name, text.slice(text.indexOf('=') + 1)]);
  }
  if (shell.state.options.has('xtrace')) await shell.process.complain(`+ ${words.join(' ')}`);
  const restore = await redirect(shell, command.redirects);
  try {
    if (words.length === 0) {
      for (const [name, value] of assignments) shell.state.set(name, value);
      return shell.substitutions === substituted ? 0 : shell.state.status;
    }
    return await invoke(shell, words, assignments);
  } finally {
    if (words[0] !== 'exec' || words.length > 1) restore();
  }
}

async function assignmentText(
  shell: Shell,
  part: Extract<Command['prefix'][number], { type: 'Assignment' }>,
): Promise<string> {
  if (part.value.type !== 'Word') throw new ShellError('arrays are not supported');
  const value = await expandText(shell, part.value);
  return `${part.name}=${part.append ? (shell.state.get(part.name) ?? '') : ''}${value}`;
}

/** A function, a builtin, or a program. */
async function invoke(
  shell: Shell,
  words: readonly string[],
  assignments: readonly [string, string][] = [],
): Promise<number> {
  const [name = '', ...args] = words;
  const body = shell.state.functions.get(name);
  const builtin = builtins.get(name);
  if (body || builtin) {
    for (const [variable, value] of assignments) shell.state.set(variable, value);
    return body ? call(shell, body, args) : (builtin?.(shell, args) ?? 0);
  }
  if (shell.isLast) return becomeProgram(shell, words, assignments);
  return shell.waitFor(launchProgram(shell, words, assignments));
}

async function call(
  shell: Shell,
  body: NonNullable<ReturnType<ShellState['functions']['get']>>,
  args: string[],
): Promise<number> {
  const { parameters } = shell.state;
  shell.state.descend();
  shell.state.parameters = args;
  try {
    return body.type === 'CompoundList' ? await shell.runList(body) : await shell.run(body);
  } catch (error) {
    if (error instanceof Jump && error.kind === 'return') return error.count;
    throw error;
  } finally {
    shell.state.parameters = parameters;
    shell.state.ascend();
  }
}
