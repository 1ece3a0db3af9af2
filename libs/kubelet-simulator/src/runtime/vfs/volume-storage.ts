import { FolderInode } from './inode.js';
import { StorageBudget } from './storage-budget.js';

/** Files that outlive a container, such as those of an emptyDir: one for each volume of a pod. */
export class VolumeStorage {
  readonly root: FolderInode;
  readonly budget = new StorageBudget();
  /** Whose group the kubelet gave it already (`fsGroup`). */
  private group: number | undefined;

  /** @param mode of its top folder: an emptyDir's is 0777 */
  constructor(mode = 0o777, madeAt = new Date(0)) {
    this.root = new FolderInode({ mode, modifiedMs: madeAt.getTime() });
  }

  /** As the kubelet prepares a volume for a pod with an fsGroup (upstream `volume_linux.go`). */
  giveToGroup(gid: number): void {
    if (this.group === gid) return;
    this.group = gid;
    this.root.gid = gid;
    this.root.mode |= 0o2770;
  }
}
