import { type FolderInode, folderInode } from './inode.js';

/** Files that outlive a container, such as those of an emptyDir: one for each volume of a pod. */
export class VolumeStorage {
  readonly root: FolderInode;

  /** @param mode of its top folder: an emptyDir's is 0777 */
  constructor(mode = 0o777) {
    this.root = folderInode({ mode });
  }
}
