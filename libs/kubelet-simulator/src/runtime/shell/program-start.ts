import { afterExec } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import { findExecutable, launch, runExecutable } from '../kernel/execute.js';
import { type Process, ProcessEnd } from '../kernel/process.js';
import type { Shell } from './shell.js';
import { ShellError } from './shell-error.js';
import { executeFailure, notFound } from './wording.js';

type Assignments = readonly [string, string][];

/** Starts a program; what is not there is said in the shell's words. */
export function launchProgram(
  shell: Shell,
  words: readonly string[],
  assignments: Assignments = [],
): Process {
  return spoken(shell, words, () =>
    launch(shell.process, words, { env: environment(shell, assignments) }),
  );
}

/** The process becomes the program, as with execve(2): files stay, traps and functions do not. */
export async function becomeProgram(
  shell: Shell,
  words: readonly string[],
  assignments: Assignments = [],
): Promise<never> {
  const { process } = shell;
  const env = environment(shell, assignments);
  const executable = spoken(shell, words, () =>
    findExecutable(process, words[0] ?? '', env.get('PATH')),
  );
  shell.state.traps.clear();
  process.handlers.clear();
  process.argv = words;
  process.env.clear();
  for (const [name, value] of env) process.env.set(name, value);
  process.credentials = afterExec(process.credentials);
  throw new ProcessEnd({ code: (await runExecutable(process, executable)) & 255 });
}

function environment(shell: Shell, assignments: Assignments): Map<string, string> {
  return new Map([...shell.state.environment(), ...assignments]);
}

function spoken<T>(shell: Shell, [name = '']: readonly string[], start: () => T): T {
  try {
    return start();
  } catch (error) {
    if (!(error instanceof Errno) || error.code === 'EAGAIN') throw error;
    const { flavour } = shell.state;
    const missing = error.code === 'ENOENT';
    const said = missing ? notFound(flavour, name) : `${name}: ${shell.process.errorText(error)}`;
    throw new ShellError(said, executeFailure(error.code));
  }
}
