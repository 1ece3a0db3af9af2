import { mayUse } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import type { Process } from '../kernel/process.js';
import { deviceInode, FolderInode } from '../vfs/inode.js';
import { mountLine } from '../vfs/mount-point.js';
import { absolute, walk } from '../vfs/path-walk.js';
import { readOptions } from './arguments.js';
import { forEachOf } from './complaint.js';
import type { Program, Programs } from './program.js';
import { runWords } from './run-words.js';

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

/** What changes the tree of files itself, each by a capability of its own. */
export const mountPrograms: Programs = { mount, umount, mknod, chroot };
