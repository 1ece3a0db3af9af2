import type { Inode } from './inode.js';
import type { StorageBudget } from './storage-budget.js';

/** A file system, or one file of it, where it is seen. */
export interface MountPoint {
  readonly path: string;
  readonly root: Inode;
  readonly readOnly: boolean;
  readonly type: 'overlay' | 'proc' | 'tmpfs' | 'sysfs' | 'devpts' | 'ext4' | 'cgroup2' | 'mqueue';
  readonly source: string;
  readonly options: string;
  readonly budget: StorageBudget;
}

/** The line of /proc/mounts. */
export function mountLine(mount: MountPoint): string {
  const options = `${mount.readOnly ? 'ro' : 'rw'}${mount.options && `,${mount.options}`}`;
  return `${mount.source} ${mount.path} ${mount.type} ${options} 0 0`;
}
