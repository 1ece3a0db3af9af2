import { mayUse } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import { launch } from '../kernel/execute.js';
import { type Process, statusCode } from '../kernel/process.js';
import { ShellError } from '../shell/shell-error.js';
import { testWords } from '../shell/test-expression.js';
import { deviceInode, FolderInode } from '../vfs/inode.js';
import { mountLine } from '../vfs/mount-point.js';
import { absolute, walk } from '../vfs/path-walk.js';
import { readOptions } from './arguments.js';
import { complainOf, forEachOf, missingOperand } from './complaint.js';
import type { Program, Programs } from './program.js';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Setting the clock takes CAP_SYS_TIME; the container then sees another time. */
const date: Program = async (process, args) => {
  const options = readOptions(args, ['s', 'set', 'd', 'date']);
  const { kernel } = process;
  const wanted = options.value('s', 'set');
  const given = options.value('d', 'date');
  const parsed = wanted ?? given;
  const at = parsed === undefined ? kernel.now() : readDate(parsed, kernel.now());
  if (Number.isNaN(at.getTime())) {
    await process.complain(`date: invalid date '${parsed}'`);
    return 1;
  }
  let status = 0;
  if (wanted !== undefined) {
    if (mayUse(process.credentials, 'SYS_TIME')) {
      kernel.clockOffsetMs = at.getTime() - kernel.clock.now().getTime();
    } else {
      status = 1;
      await complainOf(process, 'date', new Errno('EPERM')).catch(() => undefined);
    }
  }
  const format = args.find((arg) => arg.startsWith('+'))?.slice(1);
  const whole = options.has('I') ? '%Y-%m-%d' : (format ?? '%a %b %e %H:%M:%S UTC %Y');
  await process.print(`${formatDate(at, whole)}\n`);
  return status;
};

function readDate(text: string, now: Date): Date {
  // A time alone is one of today.
  if (/^\d{1,2}:\d\d(:\d\d)?$/.test(text)) {
    return new Date(`${now.toISOString().slice(0, 10)}T${text.replace(/^\d:/, '0$&')}Z`);
  }
  if (/^@\d+$/.test(text)) return new Date(Number(text.slice(1)) * 1000);
  return new Date(/[zZ]|UTC|[+-]\d\d:?\d\d$/.test(text) ? text : `${text} UTC`);
}

function formatDate(at: Date, format: string): string {
  const two = (n: number, fill = '0') => String(n).padStart(2, fill);
  const values: Readonly<Record<string, () => string>> = {
    a: () => days[at.getUTCDay()] ?? '',
    b: () => months[at.getUTCMonth()] ?? '',
    e: () => two(at.getUTCDate(), ' '),
    d: () => two(at.getUTCDate()),
    m: () => two(at.getUTCMonth() + 1),
    Y: () => String(at.getUTCFullYear()),
    y: () => two(at.getUTCFullYear() % 100),
    H: () => two(at.getUTCHours()),
    M: () => two(at.getUTCMinutes()),
    S: () => two(at.getUTCSeconds()),
    N: () => String(at.getUTCMilliseconds()).padStart(3, '0').padEnd(9, '0'),
    s: () => String(Math.floor(at.getTime() / 1000)),
    F: () => at.toISOString().slice(0, 10),
    T: () => at.toISOString().slice(11, 19),
    Z: () => 'UTC',
    z: () => '+0000',
    '%': () => '%',
  };
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter]?.() ?? whole);
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Undefined for what is no duration. */
function durationMs(words: readonly string[]): number | undefined {
  let total = 0;
  for (const word of words) {
    if (word === 'infinity' || word === 'inf') return Number.MAX_SAFE_INTEGER;
    const found = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
    if (!found) return undefined;
    total += Number(found[1]) * (units[found[2] ?? ''] ?? 1) * 1000;
  }
  return total;
}

const sleep: Program = async (process, args) => {
  if (args.length === 0) return missingOperand(process, 'sleep');
  const duration = durationMs(args);
  if (duration === undefined) {
    const isBusybox = process.kernel.userland === 'busybox';
    await process.complain(
      `sleep: ${isBusybox ? 'invalid number' : 'invalid time interval'} '${args.join(' ')}'`,
    );
    return 1;
  }
  await process.sleep(duration);
  return 0;
};

/** Runs words as a program, and says what kept it from running. */
async function runWords(
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

const env: Program = async (process, args) => {
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

const printenv: Program = async (process, args) => {
  if (args.length === 0) return env(process, []);
  let status = 0;
  for (const name of args) {
    const value = process.env.get(name);
    if (value === undefined) status = 1;
    else await process.print(`${value}\n`);
  }
  return status;
};

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

const mount: Program = async (process, args) => {
  const options = readOptions(args, ['t', 'o']);
  const { kernel, credentials } = process;
  const mounts = [...kernel.files.mounts.values()];
  if (options.operands.length === 0) {
    for (const one of mounts) {
      const [source, path, type, flags] = mountLine(one).split(' ');
      await process.print(`${source} on ${path} type ${type} (${flags})\n`);
    }
    return 0;
  }
  const path = options.operands.at(-1) ?? '';
  const isBusybox = kernel.userland === 'busybox';
  if (!mayUse(credentials, 'SYS_ADMIN')) {
    const denied =
      credentials.uid === 0
        ? `${path}: permission denied.`
        : `${path}: must be superuser to use mount.`;
    await process.complain(`mount: ${isBusybox ? 'permission denied (are you root?)' : denied}`);
    return isBusybox ? 1 : 32;
  }
  return forEachOf(process, 'mount', [path], () =>
    mountAt(process, path, options.value('t'), options.value('o') ?? ''),
  );
};

/** tmpfs, bind mounts and remounting; a container has no other devices. */
function mountAt(process: Process, path: string, type: string | undefined, flags: string): void {
  const { files } = process.kernel;
  const place = files.lookup(process, path);
  const existing = files.mounts.get(place.path);
  const readOnly = /(^|,)ro(,|$)/.test(flags);
  if (flags.includes('remount')) {
    if (!existing) throw new Errno('EINVAL');
    files.mounts.set(place.path, { ...existing, readOnly });
    return;
  }
  if (type !== 'tmpfs') throw new Errno('ENODEV');
  files.mounts.set(place.path, {
    path: place.path,
    root: new FolderInode({ mode: 0o1777 }),
    readOnly,
    type: 'tmpfs',
    source: 'tmpfs',
    options: 'relatime',
    budget: place.mount.budget,
  });
}

const umount: Program = async (process, args) => {
  const { operands } = readOptions(args);
  return forEachOf(process, 'umount', operands, (given) => {
    const { files } = process.kernel;
    const path = absolute(process.cwd, given);
    if (!mayUse(process.credentials, 'SYS_ADMIN')) throw new Errno('EPERM');
    if (!files.mounts.has(path)) throw new Errno('EINVAL');
    if (path === '/') throw new Errno('EBUSY');
    files.mounts.delete(path);
  });
};

const mknod: Program = async (process, args) => {
  const { operands } = readOptions(args, ['m']);
  const [path = '', type] = operands;
  return forEachOf(process, 'mknod', [path], () => {
    const { files } = process.kernel;
    if (type !== 'p' && !mayUse(process.credentials, 'MKNOD')) throw new Errno('EPERM');
    const place = walk(files.mounts, process, path);
    if (place.inode) throw new Errno('EEXIST');
    files.create(process, place, deviceInode('null', { mode: 0o666 }));
  });
};

const chroot: Program = async (process, [path = '', ...words]) => {
  const status = await forEachOf(process, 'chroot', [path], () => {
    process.kernel.files.lookup(process, path);
    if (!mayUse(process.credentials, 'SYS_CHROOT')) throw new Errno('EPERM');
  });
  if (status !== 0) return status;
  if (absolute(process.cwd, path) === '/')
    return runWords(process, 'chroot', words.length > 0 ? words : ['sh']);
  await process.complain(
    `chroot: can't execute '${words[0] ?? '/bin/sh'}': No such file or directory`,
  );
  return 127;
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

const timeout: Program = async (process, args) => {
  const options = readOptions(args.slice(0, args.findIndex((arg) => /^\d/.test(arg)) + 1), [
    's',
    'k',
  ]);
  const [limit = '0'] = options.operands;
  const words = args.slice(args.indexOf(limit) + 1);
  const child = launch(process, words);
  const cancel = process.kernel.clock.after(durationMs([limit]) ?? 0, () =>
    child.receive('SIGTERM'),
  );
  const status = await process.wait(child.exit);
  cancel();
  return status.signal === 'SIGTERM'
    ? process.kernel.userland === 'busybox'
      ? 143
      : 124
    : statusCode(status);
};

const xargs: Program = async (process, args) => {
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

const dd: Program = async (process, args) => {
  const { openPath } = await import('../shell/redirection.js');
  const { sizeFrom } = await import('./text-filters.js');
  const settings = new Map(args.map((arg) => [arg.split('=')[0], arg.slice(arg.indexOf('=') + 1)]));
  const [from, to] = [settings.get('if'), settings.get('of')];
  try {
    if (from !== undefined) replaceFile(process, 0, openPath(process, from, '<'));
    if (to !== undefined) replaceFile(process, 1, openPath(process, to, '>'));
  } catch (error) {
    await process.complain(`dd: can't open '${to ?? from}': ${process.errorText(error)}`);
    return 1;
  }
  const blockBytes = Math.min(Math.max(sizeFrom(settings.get('bs') ?? '512'), 1), 1024 * 1024);
  const blocks = settings.has('count') ? Number(settings.get('count')) : Number.POSITIVE_INFINITY;
  let left = blockBytes * blocks;
  let written = 0;
  try {
    while (left > 0) {
      const bytes = await process.read(0, Math.min(left, 16 * 1024));
      if (!bytes) break;
      await process.write(1, bytes);
      left -= bytes.length;
      written += bytes.length;
    }
  } catch (error) {
    await process.complain(
      `dd: error writing '${to ?? 'standard output'}': ${process.errorText(error)}`,
    );
    return 1;
  }
  const count = `${Math.floor(written / blockBytes)}+${written % blockBytes ? 1 : 0}`;
  await process.complain(`${count} records in\n${count} records out\n${written} bytes copied`);
  return 0;
};

function replaceFile(
  process: Process,
  descriptor: number,
  file: ReturnType<Process['file']>,
): void {
  process.files.get(descriptor)?.close();
  process.files.set(descriptor, file);
}

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
  mount,
  umount,
  mknod,
  chroot,
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
