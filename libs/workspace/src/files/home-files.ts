import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { UserError } from '@drillyard/errors';
import type { WorkspaceFile, WorkspaceFiles } from '@drillyard/terminal';
import { readBytesDefault, writeBytesMax } from '../limits.js';
import { learnerHome, learnerName } from '../shell-profile.js';
import { watchByPolling } from './file-watch.js';
import { homeSegments } from './home-path.js';
import {
  type Entry,
  entryPath,
  makePrivateFolder,
  type WalkOptions,
  withEntry,
} from './open-beneath.js';

/** A fifo must not make the server wait, and a terminal must not become its own. */
const readFlags =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;
const createFlags =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

export interface HomeFilesOptions {
  /** The home's folder on the host. */
  readonly root: string;
  /** Whose the home is on the host. */
  readonly owner: { readonly uid: number; readonly gid: number };
}

/** The learner's files, read and written by the server without ever leaving the home. */
export class HomeFiles implements WorkspaceFiles {
  private readonly homes: readonly string[];

  constructor(private readonly options: HomeFilesOptions) {
    this.homes = [learnerHome, options.root];
  }

  async read(path: string, maxBytes = readBytesDefault): Promise<WorkspaceFile | undefined> {
    return this.withEntry(path, { followLast: true }, async (entry) => {
      const file = await open(entryPath(entry), readFlags);
      try {
        return await this.content(path, file, maxBytes);
      } finally {
        await file.close();
      }
    }).catch((error) => absentOr(path, error));
  }

  /** Replaces the file as a whole: a reader sees the old content or the new one, never a part. */
  async write(path: string, content: Uint8Array | string, mode = 0o600): Promise<void> {
    const bytes = Buffer.from(content);
    if (bytes.byteLength > writeBytesMax) {
      throw new UserError('FILE_TOO_LARGE', `${path} would be larger than ${writeBytesMax} bytes.`);
    }
    const makeFolder = (folder: string) => makePrivateFolder(folder, (handle) => this.own(handle));
    await this.withEntry(path, { followLast: false, makeFolder }, async (entry) => {
      const draft = { ...entry, name: `.${randomBytes(6).toString('hex')}.drillyard` };
      try {
        await this.create(draft, bytes, mode);
        await rename(entryPath(draft), entryPath(entry));
      } catch (error) {
        await unlink(entryPath(draft)).catch(() => undefined);
        throw error;
      }
    }).catch((error) => {
      throw readable(path, error);
    });
  }

  watch(path: string, onChange: () => void): () => void {
    const segments = homeSegments(path, this.homes);
    return watchByPolling(segments, { root: this.options.root, homes: this.homes }, onChange);
  }

  private withEntry<T>(
    path: string,
    how: Pick<WalkOptions, 'followLast' | 'makeFolder'>,
    use: (entry: Entry) => Promise<T>,
  ): Promise<T> {
    const segments = homeSegments(path, this.homes);
    return withEntry(segments, { root: this.options.root, homes: this.homes, ...how }, use);
  }

  private async create(entry: Entry, bytes: Uint8Array, mode: number): Promise<void> {
    const file = await open(entryPath(entry), createFlags, 0o600);
    try {
      await file.writeFile(bytes);
      await this.own(file);
      await file.chmod(mode);
    } finally {
      await file.close();
    }
  }

  private async own(handle: FileHandle): Promise<void> {
    const { uid, gid } = this.options.owner;
    const stats = await handle.stat();
    if (stats.uid !== uid || stats.gid !== gid) await handle.chown(uid, gid);
  }

  private async content(path: string, file: FileHandle, maxBytes: number): Promise<WorkspaceFile> {
    const stats = await file.stat();
    if (!stats.isFile()) throw new UserError('NOT_A_FILE', `${path} is not a regular file.`);
    const content = Buffer.alloc(Math.min(maxBytes, stats.size));
    const { bytesRead } = await file.read(content, 0, content.byteLength, 0);
    return {
      content: content.subarray(0, bytesRead),
      truncated: stats.size > bytesRead,
      mode: stats.mode & 0o7777,
      owner: this.ownerName(stats),
      sizeBytes: stats.size,
    };
  }

  private ownerName({ uid }: Stats): string {
    if (uid === this.options.owner.uid) return learnerName;
    return uid === 0 ? 'root' : String(uid);
  }
}

/** Nothing is there: undefined. A link that is swapped in at the last moment: refused as one. */
function absentOr(path: string, error: unknown): undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw readable(path, error);
}

function readable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ELOOP':
      return new UserError('LINK_REFUSED', `${path} is a symbolic link and is not followed.`);
    case 'EACCES':
    case 'EPERM':
      return new UserError('FILE_UNREADABLE', `${path} cannot be accessed; check its permissions.`);
    case 'EISDIR':
    case 'ENXIO':
      return new UserError('NOT_A_FILE', `${path} is not a regular file.`);
    case 'ENOTDIR':
      return new UserError('NOT_A_FOLDER', `A part of ${path} is not a folder.`);
    default:
      return error;
  }
}
