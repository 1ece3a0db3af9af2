import { Errno } from '../kernel/errno.js';
import type { Process } from '../kernel/process.js';
import { canRead, demand } from '../vfs/permission.js';
import { readOptions } from './arguments.js';
import { complainOf, forEachOf, missingOperand } from './complaint.js';
import type { Programs } from './program.js';

async function touch(process: Process, args: readonly string[]): Promise<number> {
  const { operands, has } = readOptions(args, ['d', 't', 'r']);
  const { files } = process.kernel;
  if (operands.length === 0) return missingOperand(process, 'touch');
  return forEachOf(process, 'touch', operands, (path) => {
    if (files.find(process, path)) files.touch(process, path);
    else if (!has('c')) files.openToWrite(process, path, { truncate: false });
  });
}

async function mkdir(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args, ['m', 'mode']);
  const { files } = process.kernel;
  if (options.operands.length === 0) return missingOperand(process, 'mkdir');
  const mode = Number.parseInt(options.value('m', 'mode') ?? '777', 8);
  return forEachOf(process, 'mkdir', options.operands, (path) => {
    if (!options.has('p', 'parents')) return files.mkdir(process, path, mode);
    const parts = path.split('/');
    for (let n = 1; n <= parts.length; n++) {
      const partial = parts.slice(0, n).join('/');
      if (partial && files.find(process, partial)?.inode.kind !== 'folder')
        files.mkdir(process, partial, mode);
    }
  });
}

async function rm(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { files } = process.kernel;
  const remove = async (path: string): Promise<void> => {
    await process.step();
    const place = files.find(process, path, false);
    if (place?.inode.kind === 'folder' && options.has('r', 'R')) {
      for (const name of files.list(process, path)) await remove(`${path}/${name}`);
      files.rmdir(process, path);
    } else files.unlink(process, path);
  };
  return forEachOf(process, 'rm', options.operands, async (path) => {
    if (options.has('f') && !files.find(process, path, false)) return;
    await remove(path);
  });
}

async function rmdir(process: Process, args: readonly string[]): Promise<number> {
  const { operands } = readOptions(args);
  return forEachOf(process, 'rmdir', operands, (path) => process.kernel.files.rmdir(process, path));
}

/** Where each source goes: into the target where that is a folder. */
function destinations(process: Process, operands: readonly string[]): [string, string][] {
  const target = operands.at(-1) ?? '';
  const isFolder = process.kernel.files.find(process, target)?.inode.kind === 'folder';
  return operands.slice(0, -1).map((source) => {
    const name = source.replace(/\/+$/, '').split('/').pop() ?? '';
    return [source, isFolder ? `${target.replace(/\/$/, '')}/${name}` : target];
  });
}

async function cp(process: Process, args: readonly string[]): Promise<number> {
  const { operands, has } = readOptions(args);
  if (operands.length < 2) return missingOperand(process, 'cp');
  const { files } = process.kernel;
  let status = 0;
  const fail = async (what: string, error: unknown, path: string) => {
    status = 1;
    await complainOf(process, what, error, path);
  };
  const copy = async (from: string, to: string): Promise<void> => {
    await process.step();
    const source = files.find(process, from);
    if (!source) return fail('stat cp', new Errno('ENOENT'), from);
    try {
      demand(process.credentials, source.inode, canRead);
    } catch (error) {
      return fail('open cp', error, from);
    }
    try {
      if (source.inode.kind === 'folder') {
        if (!has('r', 'R', 'a')) return process.complain(`cp: omitting directory '${from}'`);
        if (!files.find(process, to)) files.mkdir(process, to, source.inode.mode & 0o777);
        for (const name of files.list(process, from))
          await copy(`${from}/${name}`, `${to}/${name}`);
        return;
      }
      const content = files.readFile(process, from);
      const place = files.openToWrite(process, to, {
        truncate: true,
        mode: source.inode.mode & 0o777,
      });
      if (place.inode.kind === 'file') files.setContent(place.inode, place.mount, content);
    } catch (error) {
      await fail('create cp', error, to);
    }
  };
  for (const [from, to] of destinations(process, operands)) await copy(from, to);
  return status;
}

async function mv(process: Process, args: readonly string[]): Promise<number> {
  const { operands } = readOptions(args);
  if (operands.length < 2) return missingOperand(process, 'mv');
  const { files } = process.kernel;
  let status = 0;
  for (const [from, to] of destinations(process, operands)) {
    await process.step();
    try {
      files.rename(process, from, to);
    } catch (error) {
      if (error instanceof Errno && error.code === 'EXDEV') {
        status = (await cp(process, ['-r', from, to])) || (await rm(process, ['-r', from]));
        continue;
      }
      status = 1;
      const missing = error instanceof Errno && error.code === 'ENOENT';
      await complainOf(process, missing ? 'stat mv' : 'mv', error, from, to);
    }
  }
  return status;
}

async function ln(process: Process, args: readonly string[]): Promise<number> {
  const { operands, has } = readOptions(args);
  const { files } = process.kernel;
  const [source = '', given = source.split('/').pop() ?? ''] = operands;
  const inFolder = files.find(process, given)?.inode.kind === 'folder' && !has('n', 'T');
  const path = inFolder ? `${given}/${source.split('/').pop()}` : given;
  return forEachOf(process, 'ln', [path], () => {
    if (has('f') && files.find(process, path, false)) files.unlink(process, path);
    if (has('s')) files.symlink(process, source, path);
    else files.link(process, source, path);
  });
}

async function mktemp(process: Process, args: readonly string[]): Promise<number> {
  const { has } = readOptions(args, ['p']);
  const path = `/tmp/tmp.${Math.random().toString(36).slice(2, 8).padEnd(6, 'x')}`;
  return forEachOf(process, 'mktemp', [path], async () => {
    if (has('d')) process.kernel.files.mkdir(process, path, 0o700);
    else process.kernel.files.openToWrite(process, path, { truncate: true, mode: 0o600 });
    await process.print(`${path}\n`);
  });
}

export const changePrograms: Programs = { touch, mkdir, rm, rmdir, cp, mv, ln, mktemp };
