import type { BigIntStats } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { watchEntriesMax, watchIntervalMs } from '../limits.js';
import { entryPath, type WalkOptions, withEntry } from './open-beneath.js';

/**
 * Watches a file or a folder tree by looking at it. Inotify would need a watch per folder, misses
 * what does not exist yet and can be exhausted by a learner; a look costs a few system calls.
 */
export function watchByPolling(
  segments: readonly string[],
  where: Pick<WalkOptions, 'root' | 'homes'>,
  onChange: () => void,
): () => void {
  const look = () =>
    withEntry(segments, { ...where, followLast: true }, (entry) =>
      fingerprint(entryPath(entry), { left: watchEntriesMax }),
    ).catch((error: NodeJS.ErrnoException) => `absent: ${error.code}`);
  let seen: string | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const turn = async () => {
    const now = await look();
    if (stopped) return;
    if (seen !== undefined && now !== seen) onChange();
    seen = now;
    timer = setTimeout(() => void turn(), watchIntervalMs);
    timer.unref();
  };
  void turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Changes when anything does that a check of files can see. Links below a folder are not followed. */
async function fingerprint(path: string, budget: { left: number }): Promise<string> {
  budget.left -= 1;
  const stats = await lstat(path, { bigint: true });
  const own = describe(stats);
  if (!stats.isDirectory()) return own;
  const parts = [own];
  for (const name of await entryNames(path, budget.left)) {
    if (budget.left <= 0) break;
    const part = await fingerprint(`${path}/${name}`, budget).catch(() => 'gone');
    parts.push(`${name} ${part}`);
  }
  return parts.join('\n');
}

/** At most so many names, in order; a folder of a million files is not read to its end. */
async function entryNames(path: string, max: number): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(path)) {
    if (names.length >= max) break;
    names.push(name);
  }
  return names.sort();
}

function describe({ ino, mode, uid, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [ino, mode, uid, size, mtimeNs, ctimeNs].join(' ');
}
