import { Errno } from '../kernel/errno.js';
import { launch } from '../kernel/execute.js';
import { type Process, statusCode } from '../kernel/process.js';
import type { Program } from './program.js';

/** Runs words as a program, and says what kept it from running. */
export async function runWords(
  process: Process,
  command: string,
  words: readonly string[],
): Promise<number> {
  try {
    return statusCode(await process.wait(launch(process, words).exit));
  } catch (error) {
    const missing = error instanceof Errno && error.code === 'ENOENT';
    const can =
      process.kernel.userland === 'busybox' ? `can't execute '${words[0]}'` : `'${words[0]}'`;
    await process.complain(`${command}: ${can}: ${process.errorText(error)}`);
    return missing ? 127 : 126;
  }
}

/** Shows the environment, or runs a program in another one. */
export const env: Program = async (process, args) => {
  let at = 0;
  for (; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '-i') process.env.clear();
    else if (word === '-u') process.env.delete(args[++at] ?? '');
    else if (word.includes('='))
      process.env.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    else return runWords(process, 'env', args.slice(at));
  }
  for (const [name, value] of process.env) await process.print(`${name}=${value}\n`);
  return 0;
};

export const printenv: Program = async (process, args) => {
  if (args.length === 0) return env(process, []);
  let status = 0;
  for (const name of args) {
    const value = process.env.get(name);
    if (value === undefined) status = 1;
    else await process.print(`${value}\n`);
  }
  return status;
};

/** Runs a program with what is read for its arguments. */
export const xargs: Program = async (process, args) => {
  const options = args[0] === '-n' ? Number(args[1]) : Number.POSITIVE_INFINITY;
  const words = args[0] === '-n' ? args.slice(2) : args;
  const input = await process.readAll(0);
  const items = Buffer.from(input).toString('utf8').split(/\s+/).filter(Boolean);
  let status = 0;
  while (items.length > 0) {
    const some = items.splice(0, Math.min(Math.max(options, 1), items.length));
    status = (await runWords(process, 'xargs', [...(words.length > 0 ? words : ['echo']), ...some]))
      ? 123
      : status;
  }
  return status;
};
