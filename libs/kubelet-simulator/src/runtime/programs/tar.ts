import type { ParsedTarEntryWithData, TarEntry } from 'modern-tar';
import { Errno } from '../kernel/errno.js';
import type { Process } from '../kernel/process.js';
import { readOptions } from './arguments.js';
import type { Program } from './program.js';

/** tar(1), create, list and extract, as `kubectl cp` runs it at both ends. */
export const tar: Program = async (process, args) => {
  const [first = '', ...rest] = args;
  const dashed = /^[a-zA-Z]+$/.test(first) ? [`-${first}`, ...rest] : args;
  const options = readOptions(dashed, ['f', 'C', 'file', 'directory']);
  const archive = options.value('f', 'file') ?? '-';
  const folder = options.value('C', 'directory');
  const formerCwd = process.cwd;
  try {
    if (folder !== undefined) process.cwd = process.kernel.files.lookup(process, `${folder}/`).path;
    if (options.has('c', 'create'))
      return await create(process, archive, options.operands, formerCwd);
    if (options.has('t', 'list')) return await list(process, archive);
    if (options.has('x', 'extract')) return await extract(process, archive, options.has('v'));
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    await process.complain(`tar: ${folder ?? archive}: ${process.errorText(error)}`);
    return process.kernel.userland === 'busybox' ? 1 : 2;
  }
  await process.complain('tar: You must specify one of the -ctx options');
  return 2;
};

async function create(
  process: Process,
  archive: string,
  paths: readonly string[],
  base: string,
): Promise<number> {
  const { files } = process.kernel;
  const { packTar } = await process.wait(import('modern-tar'));
  const entries: TarEntry[] = [];
  let status = 0;
  const add = async (path: string): Promise<void> => {
    await process.step();
    try {
      const { inode } = files.lookup(process, path, false);
      const name = path.replace(/^\/+/, '');
      const { uid, gid } = inode;
      const owned = { uid, gid, mode: inode.mode, mtime: new Date(inode.modifiedMs) };
      if (inode.kind === 'folder') {
        entries.push({ header: { ...owned, name: `${name}/`, size: 0, type: 'directory' } });
        for (const child of files.list(process, path)) await add(`${path}/${child}`);
      } else if (inode.kind === 'link') {
        entries.push({
          header: { ...owned, name, size: 0, type: 'symlink', linkname: inode.target },
        });
      } else if (inode.kind === 'file') {
        const body = files.readFile(process, path);
        process.hold(body.length);
        entries.push({
          header: { ...owned, name, size: body.length, type: 'file' },
          body: new Uint8Array(body),
        });
      }
    } catch (error) {
      status = process.kernel.userland === 'busybox' ? 1 : 2;
      await process.complain(`tar: ${path}: ${process.errorText(error)}`);
    }
  };
  for (const path of paths) await add(path.replace(/(.)\/+$/, '$1'));
  const bytes = await process.wait(packTar(entries));
  if (archive === '-') await process.write(1, bytes);
  else {
    process.cwd = base;
    const place = files.openToWrite(process, archive, { truncate: true });
    if (place.inode.kind === 'file') files.setContent(place.inode, place.mount, bytes);
  }
  return status;
}

async function entriesOf(process: Process, archive: string): Promise<ParsedTarEntryWithData[]> {
  const { unpackTar } = await process.wait(import('modern-tar'));
  const bytes =
    archive === '-' ? await process.readAll(0) : process.kernel.files.readFile(process, archive);
  return process.wait(unpackTar(bytes));
}

async function list(process: Process, archive: string): Promise<number> {
  for (const { header } of await entriesOf(process, archive))
    await process.print(`${header.name}\n`);
  return 0;
}

async function extract(process: Process, archive: string, isVerbose: boolean): Promise<number> {
  const isBusybox = process.kernel.userland === 'busybox';
  let status = 0;
  for (const entry of await entriesOf(process, archive)) {
    await process.step();
    const name = entry.header.name.replace(/^\/+/, '').replace(/\/+$/, '');
    if (!name || name.split('/').includes('..')) continue;
    if (isVerbose) await process.print(`${entry.header.name}\n`);
    try {
      put(process, name, entry);
    } catch (error) {
      status = isBusybox ? 1 : 2;
      const what = isBusybox ? `can't open '${name}'` : `${name}: Cannot open`;
      await process.complain(`tar: ${what}: ${process.errorText(error)}`);
    }
  }
  return status;
}

/** One entry, with the folders it is in. */
function put(process: Process, name: string, { header, data }: ParsedTarEntryWithData): void {
  const { files } = process.kernel;
  const parts = name.split('/');
  for (let n = 1; n < parts.length; n++) {
    const parent = parts.slice(0, n).join('/');
    if (!files.find(process, parent)) files.mkdir(process, parent);
  }
  const mode = header.mode ?? (header.type === 'directory' ? 0o755 : 0o644);
  if (header.type === 'directory') {
    if (!files.find(process, name)) files.mkdir(process, name, mode);
    return;
  }
  if (header.type === 'symlink') {
    files.symlink(process, header.linkname ?? '', name);
    return;
  }
  const { inode, mount } = files.openToWrite(process, name, { truncate: true, mode });
  if (inode.kind === 'file') files.setContent(inode, mount, data ?? new Uint8Array());
}
