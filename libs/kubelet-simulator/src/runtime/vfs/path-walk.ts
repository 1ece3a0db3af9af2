import type { Credentials } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import { runtimeLimits } from '../runtime-limits.js';
import { type FolderInode, type Inode, linkInode } from './inode.js';
import type { MountPoint } from './mount-point.js';
import { canExecute, demand } from './permission.js';

/** Who looks, and from where. */
export interface Actor {
  readonly credentials: Credentials;
  readonly cwd: string;
  readonly umask: number;
  /** Whose folder `/proc/self` is. */
  readonly pid?: number;
}

/** Where a path leads: an entry of a folder that is there or could be made. */
export interface Place {
  readonly path: string;
  readonly name: string;
  readonly inode: Inode | undefined;
  /** Undefined at the top of a file system, which cannot be replaced. */
  readonly folder: FolderInode | undefined;
  readonly mount: MountPoint;
}

/**
 * Follows a path through folders, links and mounts (path_resolution(7)).
 *
 * @throws Errno EACCES, ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG
 */
export function walk(
  mounts: ReadonlyMap<string, MountPoint>,
  actor: Actor,
  path: string,
  followLast = true,
): Place {
  if (path === '') throw new Errno('ENOENT');
  if (path.length > 4096) throw new Errno('ENAMETOOLONG');
  let links = 0;
  let at = top(mounts);
  const rest = parts(absolute(actor.cwd, path)).reverse();
  const mustBeFolder = path.endsWith('/');
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    const folder = at.inode;
    if (folder?.kind !== 'folder') throw new Errno(folder ? 'ENOTDIR' : 'ENOENT');
    demand(actor.credentials, folder, canExecute);
    if (name.length > 255) throw new Errno('ENAMETOOLONG');
    at = step(mounts, at, folder, name);
    if (at.path === '/proc/self') at = { ...at, inode: linkInode(String(actor.pid ?? 1)) };
    if (at.inode?.kind !== 'link' || (rest.length === 0 && !followLast && !mustBeFolder)) continue;
    links += 1;
    if (links > runtimeLimits.linksMax) throw new Errno('ELOOP');
    const from = at.path.slice(0, at.path.lastIndexOf('/')) || '/';
    rest.push(...parts(absolute(from, at.inode.target)).reverse());
    at = top(mounts);
  }
  if (mustBeFolder && at.inode && at.inode.kind !== 'folder') throw new Errno('ENOTDIR');
  return at;
}

/** The path without `.` and `..`, from the top. Links are not looked at. */
export function absolute(cwd: string, path: string): string {
  const whole: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') whole.pop();
    else if (part !== '' && part !== '.') whole.push(part);
  }
  return `/${whole.join('/')}`;
}

function parts(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function top(mounts: ReadonlyMap<string, MountPoint>): Place {
  const mount = mounts.get('/');
  if (!mount) throw new Errno('ENOENT');
  return { path: '/', name: '/', inode: mount.root, folder: undefined, mount };
}

function step(
  mounts: ReadonlyMap<string, MountPoint>,
  { path, mount }: Place,
  folder: FolderInode,
  name: string,
): Place {
  const next = path === '/' ? `/${name}` : `${path}/${name}`;
  const mounted = mounts.get(next);
  if (mounted) {
    return { path: next, name, inode: mounted.root, folder: undefined, mount: mounted };
  }
  return { path: next, name, inode: folder.get(name), folder, mount };
}
