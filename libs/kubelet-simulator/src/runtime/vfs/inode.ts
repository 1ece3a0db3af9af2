/** A file, folder, link or device: who owns it and who may do what with it. */
export type Inode = FileInode | FolderInode | LinkInode | DeviceInode;

interface Owned {
  uid: number;
  gid: number;
  /** The twelve lowest bits: permissions, set-user-ID, set-group-ID, sticky. */
  mode: number;
  modifiedMs: number;
}
export interface FileInode extends Owned {
  readonly kind: 'file';
  content: Uint8Array;
  /** Made up on each reading, as in /proc. */
  readonly read?: () => Uint8Array;
}
export interface FolderInode extends Owned {
  readonly kind: 'folder';
  readonly entries: Map<string, Inode>;
  /** Entries made up on each look, as the processes in /proc. */
  readonly list?: () => ReadonlyMap<string, Inode>;
}
export interface LinkInode extends Owned {
  readonly kind: 'link';
  readonly target: string;
}
export interface DeviceInode extends Owned {
  readonly kind: 'device';
  readonly device: 'null' | 'zero' | 'full' | 'random' | 'tty';
}

export function folderInode(owned: Partial<Owned> = {}): FolderInode {
  return {
    kind: 'folder',
    entries: new Map(),
    uid: 0,
    gid: 0,
    mode: 0o755,
    modifiedMs: 0,
    ...owned,
  };
}
export function fileInode(content: Uint8Array, owned: Partial<Owned> = {}): FileInode {
  return { kind: 'file', content, uid: 0, gid: 0, mode: 0o644, modifiedMs: 0, ...owned };
}
export function linkInode(target: string, owned: Partial<Owned> = {}): LinkInode {
  return { kind: 'link', target, uid: 0, gid: 0, mode: 0o777, modifiedMs: 0, ...owned };
}
