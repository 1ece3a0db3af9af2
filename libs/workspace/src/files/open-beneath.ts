import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readlink } from 'node:fs/promises';
import { UserError } from '@drillyard/errors';
import { symlinksMax } from '../limits.js';
import { homeSegments } from './home-path.js';

const folderFlags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/** A folder held open and the name of an entry in it, which may not exist and is no link to follow. */
export interface Entry {
  readonly folder: FileHandle;
  readonly name: string;
}

export interface WalkOptions {
  /** Folder of the host that is the home. */
  readonly root: string;
  /** What absolute links may begin with: the home as the learner sees it. */
  readonly homes: readonly string[];
  /** Whether a link in the last place is followed too; never when something is to be replaced. */
  readonly followLast: boolean;
  /** Called for a missing folder on the way; throws ENOENT where it is absent. */
  readonly makeFolder?: (path: string) => Promise<void>;
}

/**
 * Resolves a path one segment at a time, each relative to a folder that is held open, as
 * openat2(2) does with RESOLVE_IN_ROOT. Whatever a learner renames or links meanwhile, nothing
 * outside the root is ever opened: every open refuses links, and links are followed by hand.
 * `/proc/self/fd/<n>/<name>` is how a path relative to an open folder is written in Node.
 */
export async function withEntry<T>(
  segments: readonly string[],
  options: WalkOptions,
  use: (entry: Entry) => Promise<T>,
): Promise<T> {
  const walk = new Walk(options);
  try {
    return await use(await walk.to(segments));
  } finally {
    await walk.close();
  }
}

/** The path by which an entry is opened, replaced or looked at. */
export function entryPath({ folder, name }: Entry): string {
  return `/proc/self/fd/${folder.fd}/${name}`;
}

class Walk {
  private readonly folders: FileHandle[] = [];
  private linksFollowed = 0;

  constructor(private readonly options: WalkOptions) {}

  async to(segments: readonly string[]): Promise<Entry> {
    const rest = [...segments];
    await this.enterRoot();
    for (;;) {
      const name = rest.shift();
      if (name === undefined) return { folder: this.current(), name: '.' };
      if (name === '..') {
        await this.leave();
        continue;
      }
      const entry = { folder: this.current(), name };
      const last = rest.length === 0;
      const link = last && !this.options.followLast ? undefined : await this.readLink(entry);
      if (link !== undefined) await this.follow(link, rest);
      else if (last) return entry;
      else await this.enter(entry);
    }
  }

  async close(): Promise<void> {
    for (const folder of this.folders.splice(0)) await folder.close();
  }

  private current(): FileHandle {
    const folder = this.folders.at(-1);
    if (folder === undefined) throw outside('..');
    return folder;
  }

  private async enterRoot(): Promise<void> {
    await this.close();
    this.folders.push(await open(this.options.root, folderFlags));
  }

  private async enter(entry: Entry): Promise<void> {
    const path = entryPath(entry);
    const { makeFolder } = this.options;
    const folder = await open(path, folderFlags).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' || makeFolder === undefined) throw error;
      await makeFolder(path);
      return open(path, folderFlags);
    });
    this.folders.push(folder);
  }

  private async leave(): Promise<void> {
    if (this.folders.length === 1) throw outside('..');
    await this.folders.pop()?.close();
  }

  private async readLink(entry: Entry): Promise<string | undefined> {
    try {
      const stats = await lstat(entryPath(entry));
      return stats.isSymbolicLink() ? await readlink(entryPath(entry)) : undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private async follow(link: string, rest: string[]): Promise<void> {
    this.linksFollowed += 1;
    if (this.linksFollowed > symlinksMax) {
      throw new UserError('TOO_MANY_LINKS', 'The path has too many symbolic links, or a loop.');
    }
    if (link.startsWith('/')) {
      rest.unshift(...absoluteTarget(link, this.options.homes));
      await this.enterRoot();
    } else {
      rest.unshift(...link.split('/').filter((segment) => segment !== '' && segment !== '.'));
    }
  }
}

function absoluteTarget(link: string, homes: readonly string[]): string[] {
  try {
    return homeSegments(link, homes);
  } catch {
    throw outside(link);
  }
}

function outside(target: string): UserError {
  return new UserError(
    'LINK_LEAVES_HOME',
    `The path leads out of the workspace's home (to ${target}) and is not followed.`,
    { details: { target } },
  );
}

/** For {@link WalkOptions.makeFolder}: a private folder, given to its owner by `own`. */
export async function makePrivateFolder(
  path: string,
  own: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  await mkdir(path, 0o700);
  const folder = await open(path, folderFlags);
  try {
    await own(folder);
  } finally {
    await folder.close();
  }
}
