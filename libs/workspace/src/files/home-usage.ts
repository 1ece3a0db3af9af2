import type { Dirent } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

export interface HomeUsage {
  /** What the home takes on disk, holes of sparse files not counted. */
  readonly bytes: number;
  readonly entries: number;
}

/** Adds up a home, and stops counting once either limit is passed. Never follows a link. */
export async function measureHome(
  root: string,
  limits: { readonly bytesMax: number; readonly entriesMax: number },
): Promise<HomeUsage> {
  let bytes = 0;
  let entries = 0;
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      entries += 1;
      bytes += await bytesOnDisk(path);
      if (entry.isDirectory()) folders.push(path);
      if (bytes > limits.bytesMax || entries > limits.entriesMax) return { bytes, entries };
    }
  }
  return { bytes, entries };
}

/**
 * A folder that vanishes while we count holds nothing; nor does, for a server that is not root,
 * one the learner closed to its own user.
 */
async function* entriesOf(folder: string): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder);
  } catch {
    // Counted as empty.
  }
}

async function bytesOnDisk(path: string): Promise<number> {
  try {
    // st_blocks counts 512-byte units whatever the file system's block size is (stat(2)).
    return (await lstat(path)).blocks * 512;
  } catch (error) {
    // What lies too deep to be named could hide anything, hence it counts as more than any limit.
    return (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG' ? Number.MAX_SAFE_INTEGER : 0;
  }
}
