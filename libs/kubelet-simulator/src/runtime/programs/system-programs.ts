import { mayUse } from '../kernel/credentials.js';
import type { Process } from '../kernel/process.js';
import { ShellError } from '../shell/shell-error.js';
import { testWords } from '../shell/test-expression.js';
import { readOptions } from './arguments.js';
import { missingOperand } from './complaint.js';
import { date } from './date.js';
import { dd } from './dd.js';
import { mountPrograms } from './mounts.js';
import type { Program, Programs } from './program.js';
import { env, printenv, runWords, xargs } from './run-words.js';
import { sleep, timeout } from './sleep.js';

const hostname: Program = async (process, args) => {
  const { operands, has } = readOptions(args);
  const { kernel, credentials } = process;
  const [wanted] = operands;
  if (wanted === undefined) {
    await process.print(`${has('i', 'I') ? kernel.addresses.join(' ') : kernel.hostname}\n`);
    return 0;
  }
  if (mayUse(credentials, 'SYS_ADMIN')) {
    kernel.hostname = wanted.slice(0, 64);
    return 0;
  }
  const isBusybox = kernel.userland === 'busybox';
  await process.complain(
    isBusybox
      ? 'hostname: sethostname: Operation not permitted'
      : 'hostname: you must be root to change the host name',
  );
  return 1;
};

const uname: Program = async (process, args) => {
  const { has } = readOptions(args);
  const { hostname: node } = process.kernel;
  const parts = [
    has('s', 'a') || args.length === 0 ? ['Linux'] : [],
    has('n', 'a') ? [node] : [],
    has('r', 'a') ? ['6.12.0'] : [],
    has('v', 'a') ? ['#1 SMP'] : [],
    has('m', 'a', 'p') ? ['x86_64'] : [],
    has('o', 'a') ? [process.kernel.userland === 'busybox' ? 'Linux' : 'GNU/Linux'] : [],
  ];
  await process.print(`${parts.flat().join(' ')}\n`);
  return 0;
};

const test: Program = async (process, args) => {
  try {
    return testWords(process, args) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    await process.complain(`test: ${error.message}`);
    return 2;
  }
};

const yes: Program = async (process, args) => {
  const line = `${args.join(' ') || 'y'}\n`.slice(0, 4096);
  const many = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
  for (;;) await process.print(many);
};

const seq: Program = async (process, args) => {
  const numbers = args.filter((arg) => !/^-[a-z]/.test(arg)).map(Number);
  const [first = 1, step = 1] =
    numbers.length > 2 ? numbers : numbers.length > 1 ? [numbers[0]] : [];
  const last = numbers.at(-1) ?? 0;
  if (numbers.length === 0 || numbers.some(Number.isNaN) || step === 0)
    return missingOperand(process, 'seq');
  for (let n = first; step > 0 ? n <= last : n >= last; n += step) await process.print(`${n}\n`);
  return 0;
};

const which: Program = async (process, args) => {
  const { findExecutable } = await import('../kernel/execute.js');
  let status = 0;
  for (const name of args) {
    try {
      await process.print(`${findExecutable(process, name).path}\n`);
    } catch (error) {
      process.errorText(error);
      status = 1;
    }
  }
  return status;
};

const says =
  (text: (process: Process) => string): Program =>
  async (process) => {
    await process.print(text(process));
    return 0;
  };

const nameOf = (path: string) => path.replace(/\/+$/, '').split('/').pop() || '/';

export const systemPrograms: Programs = {
  date,
  sleep,
  env,
  printenv,
  hostname,
  uname,
  ...mountPrograms,
  test,
  '[': (process, args) => test(process, args.slice(0, -1)),
  true: () => 0,
  false: () => 1,
  sync: () => 0,
  yes,
  seq,
  which,
  timeout,
  xargs,
  dd,
  nohup: (process, args) => runWords(process, 'nohup', args),
  basename: async (process, [path = '', suffix = '']) => {
    const name = nameOf(path);
    await process.print(
      `${suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
    );
    return 0;
  },
  dirname: async (process, [path = '']) => {
    const at = path.replace(/\/+$/, '').lastIndexOf('/');
    await process.print(`${at < 0 ? '.' : path.slice(0, at) || '/'}\n`);
    return 0;
  },
  nproc: says(() => '4\n'),
  clear: says(() => '\u001b[H\u001b[J'),
  tty: says(({ files }) => (files.get(0)?.terminal ? '/dev/pts/0\n' : 'not a tty\n')),
  free: says(
    () =>
      '              total        used        free\nMem:        8152340     2940524     5211816\n',
  ),
};
