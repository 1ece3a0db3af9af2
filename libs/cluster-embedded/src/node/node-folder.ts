import {
  closeSync,
  constants,
  type FSWatcher,
  fchownSync,
  fstatSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  statSync,
  symlinkSync,
  unlinkSync,
  watch,
  writeSync,
} from 'node:fs';
import { FileError } from '@drillyard/kube-apiserver';

/** Far above any manifest, certificate or policy; the kubelet's own limit is ten times as high. */
const readBytesMax = 1024 * 1024;
/** As many symbolic links as Linux follows in one path. */
const symlinksMax = 40;
/** A folder of a million files is not looked at to its end by anybody here. */
const entriesMax = 256;

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
/** A FIFO must not hold anybody up, whoever put it there. */
const safely = constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** What Go says for an errno. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOTDIR: 'not a directory',
  EISDIR: 'is a directory',
  ELOOP: 'too many levels of symbolic links',
  ENAMETOOLONG: 'file name too long',
  ENOSPC: 'no space left on device',
  ENXIO: 'no such device or address',
};

/** What was read of a file. */
export interface FileBytes {
  readonly bytes: Buffer;
  /** Permission bits. */
  readonly mode: number;
  readonly sizeBytes: number;
}

/**
 * The files of a simulated node, by the paths they have there. Its owner may edit all of them:
 * every path is walked one folder at a time, each held open, and links lead to places inside the
 * folder only, whatever is renamed or linked meanwhile. Errors are {@link FileError}s.
 */
export class NodeFolder {
  constructor(
    /** The folder on this machine that is the node's `/`. */
    readonly root: string,
  ) {}

  /** The text of a regular file, at most a mebibyte. */
  read(path: string): string {
    const { bytes, sizeBytes } = this.readBytes(path, readBytesMax);
    if (sizeBytes > readBytesMax) throw new FileError('read', path, 'file too large');
    return bytes.toString('utf8');
  }

  /** The beginning of a regular file, and what it is like. */
  readBytes(path: string, bytesMax: number): FileBytes {
    return this.at(path, 'open', (place) => {
      const fd = openSync(place, constants.O_RDONLY | safely);
      try {
        const stats = fstatSync(fd);
        if (stats.isDirectory()) throw new FileError('read', path, 'is a directory');
        if (!stats.isFile()) throw new FileError('open', path, 'not a regular file');
        const bytes = Buffer.alloc(Math.min(stats.size, bytesMax));
        const length = readSync(fd, bytes, 0, bytes.byteLength, 0);
        const mode = stats.mode & 0o7777;
        return { bytes: bytes.subarray(0, length), mode, sizeBytes: stats.size };
      } finally {
        closeSync(fd);
      }
    });
  }

  /** Differs when the file, its content or its mode does. */
  fingerprint(path: string): string {
    try {
      return this.at(path, 'stat', (place) => {
        const { ino, mode, size, mtimeNs, ctimeNs } = lstatSync(place, { bigint: true });
        return [ino, mode, size, mtimeNs, ctimeNs].join(' ');
      });
    } catch (error) {
      return `absent: ${String(error)}`;
    }
  }

  /** Replaces a file, making the folders on the way. */
  write(path: string, text: string, mode = 0o600): void {
    this.put(path, text, constants.O_TRUNC, mode);
  }

  append(path: string, text: string, mode = 0o644): void {
    this.put(path, text, constants.O_APPEND, mode);
  }

  makeFolder(path: string): void {
    this.at(`${path}/.`, 'mkdir', () => undefined, true);
  }

  /** Names, in order, of what is in a folder. */
  list(path: string): string[] {
    return this.at(`${path}/.`, 'open', (place) => {
      return readdirSync(place).slice(0, entriesMax).sort();
    });
  }

  exists(path: string): boolean {
    try {
      return (
        this.at(path, 'stat', (place) => lstatSync(place, { throwIfNoEntry: false })) !== undefined
      );
    } catch {
      return false;
    }
  }

  remove(path: string): void {
    this.at(path, 'remove', (place) => unlinkSync(place), false, false);
  }

  /** Makes a link, or leaves what is there. */
  link(path: string, target: string): void {
    if (!this.exists(path))
      this.at(path, 'symlink', (place) => symlinkSync(target, place), true, false);
  }

  /** Calls back when something in the folder changes; undefined where there is no such folder. */
  watch(path: string, onChange: () => void): FSWatcher | undefined {
    try {
      return this.at(`${path}/.`, 'watch', (place) => {
        const watcher = watch(place.replace(/\/\.$/, ''), { persistent: false }, onChange);
        watcher.on('error', onChange);
        return watcher;
      });
    } catch {
      return undefined;
    }
  }

  private put(path: string, text: string, how: number, mode: number): void {
    const write = (place: string) => {
      const flags = constants.O_WRONLY | constants.O_CREAT | how | safely;
      const fd = openSync(place, flags, mode);
      try {
        const stats = fstatSync(fd);
        if (!stats.isFile()) throw new FileError('open', path, 'not a regular file');
        const owner = ownerBeside(place);
        if (owner !== undefined && stats.uid !== owner.uid) fchownSync(fd, owner.uid, owner.gid);
        writeSync(fd, text);
      } finally {
        closeSync(fd);
      }
    };
    this.at(path, 'open', write, true);
  }

  /** Hands on a path of this machine that is the entry itself, relative to an open folder. */
  private at<T>(
    path: string,
    operation: string,
    use: (place: string) => T,
    makeFolders = false,
    followLast = true,
  ): T {
    const walk = new Walk(this.root, makeFolders, followLast);
    try {
      return use(walk.to(path));
    } catch (error) {
      if (error instanceof FileError) throw error;
      const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
      throw new FileError(operation, path, reasons[code] ?? message);
    } finally {
      walk.close();
    }
  }
}

/** One path from the root on, as openat2(2) with RESOLVE_IN_ROOT would resolve it. */
class Walk {
  private readonly folders: number[] = [];
  private linksFollowed = 0;

  constructor(
    private readonly root: string,
    private readonly makeFolders: boolean,
    private readonly followLast: boolean,
  ) {}

  to(path: string): string {
    const rest = segments(path);
    this.folders.push(openSync(this.root, folderFlags));
    for (;;) {
      const name = rest.shift();
      if (name === undefined) return `${this.here}/.`;
      const place = `${this.here}/${name}`;
      const isLast = rest.length === 0;
      if (name === '..') this.leave();
      else if (name === '.') continue;
      else {
        const link = isLast && !this.followLast ? undefined : readLink(place);
        if (link !== undefined) this.follow(link, rest);
        else if (isLast) return place;
        else this.enter(place);
      }
    }
  }

  close(): void {
    for (const fd of this.folders.splice(0)) closeSync(fd);
  }

  private get here(): string {
    return `/proc/self/fd/${this.folders.at(-1) ?? -1}`;
  }

  private enter(place: string): void {
    if (this.makeFolders) makeFolder(place);
    this.folders.push(openSync(place, folderFlags));
  }

  /** Above the root is the root. */
  private leave(): void {
    const fd = this.folders.length > 1 ? this.folders.pop() : undefined;
    if (fd !== undefined) closeSync(fd);
  }

  private follow(link: string, rest: string[]): void {
    this.linksFollowed += 1;
    if (this.linksFollowed > symlinksMax) {
      throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
    }
    if (link.startsWith('/')) while (this.folders.length > 1) this.leave();
    rest.unshift(...segments(link));
  }
}

/** A path that ends as a folder's does keeps its last `.`, so that the folder itself is entered. */
function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function readLink(place: string): string | undefined {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  return stats?.isSymbolicLink() ? readlinkSync(place) : undefined;
}

function makeFolder(place: string): void {
  try {
    mkdirSync(place, 0o755);
    const owner = ownerBeside(place);
    if (owner !== undefined) lchownSync(place, owner.uid, owner.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** What a server that runs as root makes in somebody's folder is theirs; others make their own. */
function ownerBeside(place: string): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return statSync(place.slice(0, place.lastIndexOf('/')));
}
