import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { memoryBytesMax, processesMax } from '../limits.js';

/** Mount points as systemd lays them out: one tree (v2), or one per controller (v1). */
const unifiedRoot = '/sys/fs/cgroup';

/**
 * Makes control groups below one folder per controller, all named for one server. Where the host
 * allows none (no root, no delegation, a read-only tree) there are none, and the limits every
 * process carries itself are what remains.
 */
export class ControlGroups {
  private constructor(private readonly folders: readonly string[]) {}

  /** @param name Names this server among those of the host, such as `drillyard-1a2b3c4d`. */
  static detect(name: string): ControlGroups {
    const candidates = existsSync(join(unifiedRoot, 'cgroup.controllers'))
      ? [unifiedFolder(name)]
      : ['memory', 'pids'].map((controller) => legacyFolder(controller, name));
    return new ControlGroups(candidates.flatMap((folder) => folder ?? []));
  }

  get available(): boolean {
    return this.folders.length > 0;
  }

  /** Makes the groups of a workspace and returns the files that processes join them by. */
  create(id: string): string[] {
    return this.folders.map((parent) => {
      const folder = join(parent, id);
      mkdirSync(folder, { recursive: true });
      for (const [file, value] of limits) tryWrite(join(folder, file), value);
      return join(folder, 'cgroup.procs');
    });
  }

  /** Kills what is left in a workspace's groups and removes them. */
  async remove(id: string): Promise<void> {
    for (const parent of this.folders) await removeGroup(join(parent, id));
  }

  /** Ids of the groups that an earlier server left. */
  list(): string[] {
    return this.folders.flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? entry.name : [],
      ),
    );
  }

  /** Removes the folders this server's groups were made in. */
  async close(): Promise<void> {
    for (const folder of this.folders) await removeFolder(folder);
  }
}

/** Files of both versions; those of the other one do not exist. No swap beyond the memory. */
const limits = [
  ['memory.max', String(memoryBytesMax)],
  ['memory.swap.max', '0'],
  ['memory.oom.group', '0'],
  ['memory.limit_in_bytes', String(memoryBytesMax)],
  ['pids.max', String(processesMax)],
] as const;

function unifiedFolder(name: string): string | undefined {
  tryWrite(join(unifiedRoot, 'cgroup.subtree_control'), '+memory +pids');
  const folder = tryMake(join(unifiedRoot, name));
  if (folder === undefined) return undefined;
  tryWrite(join(folder, 'cgroup.subtree_control'), '+memory +pids');
  return folder;
}

/** Below the group the server is in, so that limits set on the server hold for its learners too. */
function legacyFolder(controller: string, name: string): string | undefined {
  const line = readFileSync('/proc/self/cgroup', 'utf8')
    .split('\n')
    .find((entry) => entry.split(':')[1]?.split(',').includes(controller));
  const own = line?.split(':').slice(2).join(':');
  const root = join(unifiedRoot, controller);
  if (own === undefined || !existsSync(root)) return undefined;
  return tryMake(join(root, own, name)) ?? tryMake(join(root, name));
}

function tryMake(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return undefined;
  }
}

function tryWrite(file: string, value: string): void {
  try {
    if (existsSync(file)) writeFileSync(file, value);
  } catch {
    // A limit the host does not let us set: the others hold.
  }
}

async function removeGroup(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const pids = readFileSync(join(folder, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean);
  for (const pid of pids) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  await removeFolder(folder);
}

/** Longest wait for dying processes to leave a group; what is left then, the next start removes. */
const removalTimeoutMs = 2000;
const removalPollMs = 20;

async function removeFolder(folder: string): Promise<void> {
  const deadline = Date.now() + removalTimeoutMs;
  while (existsSync(folder) && !tryRemove(folder) && Date.now() < deadline) {
    await delay(removalPollMs);
  }
}

/** False while the group still counts a process, a dying one too. */
function tryRemove(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
