import type { Process } from '../kernel/process.js';
import { type Inode, sizeOf } from '../vfs/inode.js';
import { absolute } from '../vfs/path-walk.js';
import { type Arguments, readOptions } from './arguments.js';
import { complainOf, forEachOf, missingOperand } from './complaint.js';
import type { Programs } from './program.js';

async function ls(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const operands = options.operands.length > 0 ? options.operands : ['.'];
  const { files } = process.kernel;
  const failure = process.kernel.userland === 'busybox' ? 1 : 2;
  const plain: string[] = [];
  const folders: string[] = [];
  let status = 0;
  for (const path of operands) {
    try {
      const { inode } = files.lookup(process, path, !options.has('l', 'd'));
      (inode.kind === 'folder' && !options.has('d') ? folders : plain).push(path);
    } catch (error) {
      status = failure;
      await complainOf(process, 'access', error, path);
    }
  }
  if (plain.length > 0) await process.print(await rows(process, '', plain, options));
  for (const [index, path] of folders.entries()) {
    const gap = index + plain.length > 0 ? '\n' : '';
    const title = operands.length > 1 ? `${gap}${path}:\n` : '';
    try {
      await listFolder(process, path, title, options);
    } catch (error) {
      status = failure;
      await complainOf(process, 'open folder', error, path);
    }
  }
  return status;
}

async function listFolder(
  process: Process,
  path: string,
  title: string,
  options: Arguments,
): Promise<void> {
  const names = process.kernel.files.list(process, path);
  const all = options.has('a') ? ['.', '..', ...names] : names;
  const shown = options.has('a', 'A') ? all : all.filter((name) => !name.startsWith('.'));
  const total = options.has('l', 'n') ? 'total 0\n' : '';
  await process.print(title + total + (await rows(process, path, shown, options)));
}

async function rows(
  process: Process,
  base: string,
  names: readonly string[],
  options: Arguments,
): Promise<string> {
  await process.step(1 + names.length / 10);
  if (!options.has('l', 'n')) {
    const isWide = process.files.get(1)?.terminal !== undefined && !options.has('1');
    return names.length > 0 ? `${names.join(isWide ? '  ' : '\n')}\n` : '';
  }
  const { kernel } = process;
  const lines: (readonly string[])[] = [];
  for (const name of names) {
    const path = base ? `${base}/${name}` : name;
    const place = kernel.files.find(process, path, false);
    if (!place) continue;
    const { inode } = place;
    const owner = options.has('n') ? undefined : kernel.nameOf(inode.uid);
    const group = options.has('n') ? undefined : kernel.groupNameOf(inode.gid);
    const shown = inode.kind === 'link' ? `${name} -> ${inode.target}` : name;
    const links = inode.kind === 'folder' ? '2' : '1';
    const owners = [owner ?? String(inode.uid), group ?? String(inode.gid)];
    lines.push([modeText(inode), links, ...owners, String(sizeOf(inode)), timeText(inode), shown]);
  }
  const width = (column: number) => Math.max(0, ...lines.map((line) => line[column]?.length ?? 0));
  const [linkWidth, ownerWidth, groupWidth, sizeWidth] = [1, 2, 3, 4].map(width);
  return lines
    .map(
      ([mode, links = '', owner = '', group = '', size = '', time, name]) =>
        `${mode} ${links.padStart(linkWidth ?? 0)} ${owner.padEnd(ownerWidth ?? 0)} ${group.padEnd(groupWidth ?? 0)} ${size.padStart(sizeWidth ?? 0)} ${time} ${name}\n`,
    )
    .join('');
}

const kinds = { file: '-', folder: 'd', link: 'l', device: 'c' };

/** `drwxrwsrwt`. */
export function modeText({ kind, mode }: Inode): string {
  const triple = (bits: number, special: boolean, letter: string) =>
    `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? 'x' : '-'}`;
  const user = triple(mode >> 6, (mode & 0o4000) !== 0, 's');
  const group = triple(mode >> 3, (mode & 0o2000) !== 0, 's');
  return `${kinds[kind]}${user}${group}${triple(mode, (mode & 0o1000) !== 0, 't')}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeText({ modifiedMs }: Inode): string {
  const at = new Date(modifiedMs);
  const day = String(at.getUTCDate()).padStart(2);
  return `${months[at.getUTCMonth()]} ${day} ${at.toISOString().slice(11, 16)}`;
}

async function stat(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args, ['c', 'format', 'printf']);
  const format = options.value('c', 'format', 'printf');
  if (options.operands.length === 0) return missingOperand(process, 'stat');
  return forEachOf(process, 'stat', options.operands, async (path) => {
    const { inode } = process.kernel.files.lookup(process, path, options.has('L'));
    await process.print(
      `${format === undefined ? describe(process, path, inode) : fill(process, format, path, inode)}\n`,
    );
  });
}

const kindNames = {
  file: 'regular file',
  folder: 'directory',
  link: 'symbolic link',
  device: 'character special file',
};

function fill({ kernel }: Process, format: string, path: string, inode: Inode): string {
  const values: Readonly<Record<string, string>> = {
    n: path,
    a: (inode.mode & 0o7777).toString(8),
    A: modeText(inode),
    u: String(inode.uid),
    g: String(inode.gid),
    U: kernel.nameOf(inode.uid) ?? 'UNKNOWN',
    G: kernel.groupNameOf(inode.gid) ?? 'UNKNOWN',
    s: String(sizeOf(inode)),
    F: kindNames[inode.kind],
    Y: String(Math.floor(inode.modifiedMs / 1000)),
    h: '1',
    '%': '%',
  };
  return format.replace(/%([a-zA-Z%])/g, (whole, letter: string) => values[letter] ?? whole);
}

function describe(process: Process, path: string, inode: Inode): string {
  const time = new Date(inode.modifiedMs)
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '000000 +0000');
  const at = (format: string) => fill(process, format, path, inode);
  return `  File: ${path}${inode.kind === 'link' ? ` -> ${inode.target}` : ''}
  Size: ${at('%s')}\tBlocks: 8          IO Block: 4096   ${at('%F')}
Access: (${at('%a').padStart(4, '0')}/${at('%A')})  Uid: (${String(inode.uid).padStart(5)}/${at('%U').padStart(8)})   Gid: (${String(inode.gid).padStart(5)}/${at('%G').padStart(8)})
Modify: ${time}`;
}

async function find(process: Process, args: readonly string[]): Promise<number> {
  const first = args.findIndex((word) => /^[-(!]/.test(word));
  const roots = first < 0 ? args : args.slice(0, first);
  const options = readPairs(first < 0 ? [] : args.slice(first));
  const { compilePattern } = await import('../shell/pattern.js');
  const name = options.get('-name');
  const fits = name === undefined ? () => true : compilePattern([{ text: name, quoted: false }]);
  const letter = options.get('-type');
  const kind = letter && { f: 'file', d: 'folder', l: 'link', c: 'device' }[letter];
  const permission = options.get('-perm');
  const depthMax = Number(options.get('-maxdepth') ?? Number.POSITIVE_INFINITY);
  let status = 0;
  const visit = async (path: string, depth: number): Promise<void> => {
    await process.step();
    const place = process.kernel.files.find(process, path, false);
    if (!place) return;
    const { inode } = place;
    const wanted = permission === undefined || hasMode(inode.mode, permission);
    if (fits(path.split('/').pop() ?? '') && (!kind || inode.kind === kind) && wanted) {
      await process.print(`${path}\n`);
    }
    if (inode.kind !== 'folder' || depth >= depthMax) return;
    try {
      for (const child of process.kernel.files.list(process, path)) {
        await visit(path.endsWith('/') ? path + child : `${path}/${child}`, depth + 1);
      }
    } catch (error) {
      status = 1;
      await process.complain(`find: ${path}: ${process.errorText(error)}`);
    }
  };
  for (const root of roots.length > 0 ? roots : ['.']) await visit(root, 0);
  return status;
}

function hasMode(mode: number, wanted: string): boolean {
  const bits = Number.parseInt(wanted.replace(/^[-/]/, ''), 8);
  if (wanted.startsWith('/')) return (mode & bits) !== 0;
  return wanted.startsWith('-') ? (mode & bits) === bits : mode === bits;
}

function readPairs(words: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word !== '-print') pairs.set(word, words[++at] ?? '');
  }
  return pairs;
}

async function df(process: Process, args: readonly string[]): Promise<number> {
  const isHuman = args.some((arg) => /^-\w*h/.test(arg));
  const size = (bytes: number) =>
    isHuman ? `${(bytes / 1024 / 1024).toFixed(1)}M` : String(Math.ceil(bytes / 1024));
  const header = `Filesystem           ${isHuman ? '     Size' : '1K-blocks'}      Used Available Use% Mounted on\n`;
  const lines = [...process.kernel.files.mounts.values()]
    .filter(({ type }) => ['overlay', 'tmpfs', 'ext4'].includes(type))
    .map(({ source, path, budget }) => {
      const left = budget.bytesMax - budget.bytesUsed;
      const used = `${Math.round((100 * budget.bytesUsed) / budget.bytesMax)}%`;
      return `${source.padEnd(20)} ${size(budget.bytesMax).padStart(9)} ${size(budget.bytesUsed).padStart(9)} ${size(left).padStart(9)} ${used.padStart(4)} ${path}\n`;
    });
  await process.print(header + lines.join(''));
  return 0;
}

async function realpath(process: Process, args: readonly string[]): Promise<number> {
  const { operands } = readOptions(args);
  return forEachOf(process, 'realpath', operands, async (path) => {
    const place = process.kernel.files.lookup(process, path);
    await process.print(`${place.path}\n`);
  });
}

async function readlink(process: Process, args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.has('f')) return realpath(process, options.operands);
  let status = 0;
  for (const path of options.operands) {
    const place = process.kernel.files.find(process, path, false);
    if (place?.inode.kind === 'link') await process.print(`${place.inode.target}\n`);
    else status = 1;
  }
  return status;
}

const pwd = async (process: Process) => {
  await process.print(`${absolute('/', process.cwd)}\n`);
  return 0;
};

export const listingPrograms: Programs = { ls, stat, find, df, realpath, readlink, pwd };
