import type { Process } from '../kernel/process.js';
import type { Inode } from '../vfs/inode.js';
import { readOptions } from './arguments.js';
import { complainOf, missingOperand } from './complaint.js';
import type { Programs } from './program.js';

async function chmod(process: Process, args: readonly string[]): Promise<number> {
  const symbolic = args.findIndex((word) => /^-[rwxst]+$/.test(word));
  const options = readOptions(args.filter((_, at) => at !== symbolic));
  const words = symbolic < 0 ? options.operands : [args[symbolic] ?? '', ...options.operands];
  const [mode = '', ...paths] = words;
  if (paths.length === 0) return missingOperand(process, 'chmod');
  if (!/^[0-7]{1,4}$|^[ugoa]*[-+=][rwxXst]*(,[ugoa]*[-+=][rwxXst]*)*$/.test(mode)) {
    await process.complain(`chmod: invalid mode '${mode}'`);
    return 1;
  }
  const change = (inode: Inode) => changedBy(mode, inode, process.umask);
  return onEach(process, 'chmod', paths, options.has('R'), (path) =>
    process.kernel.files.chmod(process, path, change),
  );
}

/** The mode a word such as `0640`, `u+x,go-w` or `+t` makes of the one there is. */
export function changedBy(
  word: string,
  inode: Pick<Inode, 'kind' | 'mode'>,
  umask: number,
): number {
  if (/^\d/.test(word)) {
    const keeps = inode.kind === 'folder' && word.length < 4 ? inode.mode & 0o6000 : 0;
    return Number.parseInt(word, 8) | keeps;
  }
  return word.split(',').reduce((mode, clause) => {
    const [, who = '', operator = '', letters = ''] = /^([ugoa]*)([-+=])(\w*)$/.exec(clause) ?? [];
    const bits = bitsOf(who || 'a', letters, inode) & (who ? 0o7777 : ~umask);
    if (operator === '+') return mode | bits;
    if (operator === '-') return mode & ~bits;
    return (mode & ~(bitsOf(who || 'a', 'rwx', inode) & 0o777)) | bits;
  }, inode.mode);
}

const shifts: Readonly<Record<string, readonly number[]>> = {
  u: [6],
  g: [3],
  o: [0],
  a: [6, 3, 0],
};

function bitsOf(who: string, letters: string, inode: Pick<Inode, 'kind' | 'mode'>): number {
  let bits = 0;
  for (const letter of letters) {
    const executes = letter === 'X' && (inode.kind === 'folder' || (inode.mode & 0o111) !== 0);
    const bit = { r: 4, w: 2, x: 1 }[letter] ?? (executes ? 1 : 0);
    for (const one of who) for (const shift of shifts[one] ?? []) bits |= bit << shift;
    if (letter === 't') bits |= 0o1000;
    if (letter === 's') bits |= (/[ua]/.test(who) ? 0o4000 : 0) | (/[ga]/.test(who) ? 0o2000 : 0);
  }
  return bits;
}

async function chown(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const [spec = '', ...paths] = options.operands;
  if (paths.length === 0) return missingOperand(process, 'chown');
  const [user = '', group] = spec.split(/[:.]/);
  const uid = user === '' ? -1 : numberOf(user, process.kernel.accounts(), 'uid');
  const gid = group ? numberOf(group, process.kernel.groups(), 'gid') : -1;
  if (uid === undefined || gid === undefined) {
    const isBusybox = process.kernel.userland === 'busybox';
    const what = uid === undefined ? 'user' : 'group';
    await process.complain(
      isBusybox
        ? `chown: unknown ${what} ${uid === undefined ? user : group}`
        : `chown: invalid ${what}: '${spec}'`,
    );
    return 1;
  }
  return onEach(process, 'chown', paths, options.has('R'), (path) =>
    process.kernel.files.chown(process, path, uid, gid, !options.has('h')),
  );
}

async function chgrp(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const [name = '', ...paths] = options.operands;
  const gid = numberOf(name, process.kernel.groups(), 'gid');
  if (gid === undefined) {
    const isBusybox = process.kernel.userland === 'busybox';
    await process.complain(
      `chgrp: ${isBusybox ? `unknown group ${name}` : `invalid group: '${name}'`}`,
    );
    return 1;
  }
  return onEach(process, 'chgrp', paths, options.has('R'), (path) =>
    process.kernel.files.chown(process, path, -1, gid),
  );
}

type Named = { readonly name: string; readonly gid: number; readonly uid?: number };

function numberOf(word: string, among: readonly Named[], field: 'uid' | 'gid'): number | undefined {
  const found = among.find(({ name }) => name === word)?.[field];
  return found ?? (/^\d{1,10}$/.test(word) ? Number(word) : undefined);
}

async function onEach(
  process: Process,
  command: string,
  paths: readonly string[],
  deep: boolean,
  act: (path: string) => void,
): Promise<number> {
  const { files } = process.kernel;
  let status = 0;
  const visit = async (path: string): Promise<void> => {
    await process.step();
    try {
      files.lookup(process, path);
    } catch (error) {
      status = 1;
      return complainOf(process, `stat ${command}`, error, path);
    }
    try {
      act(path);
      const isFolder = deep && files.lookup(process, path).inode.kind === 'folder';
      for (const name of isFolder ? files.list(process, path) : []) await visit(`${path}/${name}`);
    } catch (error) {
      status = 1;
      await complainOf(process, command, error, path);
    }
  };
  for (const path of paths) await visit(path);
  return status;
}

export const permissionPrograms: Programs = { chmod, chown, chgrp };
