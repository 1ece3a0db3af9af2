/** A file, folder, link or device: who owns it and who may do what with it. */
export type Inode = FileInode | FolderInode | LinkInode | DeviceInode;

export interface Owned {
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
  readonly generate?: () => string;
  /** What it does when executed, where it is not a script. */
  readonly program?: string;
}
export interface LinkInode extends Owned {
  readonly kind: 'link';
  readonly target: string;
}
export interface DeviceInode extends Owned {
  readonly kind: 'device';
  readonly device: DeviceName;
}
export type DeviceName = 'null' | 'zero' | 'full' | 'random' | 'tty';

/**
 * A folder; over that of a layer below where it has one. Layers below are shared by all containers
 * of an image and never written to: what changes is copied up.
 */
export class FolderInode implements Owned {
  readonly kind = 'folder';
  uid: number;
  gid: number;
  mode: number;
  modifiedMs: number;
  /** Undefined is what was deleted of the layer below. */
  private own: Map<string, Inode | undefined> | undefined;

  constructor(
    owned: Partial<Owned> = {},
    private readonly lower?: FolderInode,
    /** Entries made up on each look, as the processes in /proc. */
    private readonly generate?: () => ReadonlyMap<string, Inode>,
  ) {
    this.uid = owned.uid ?? lower?.uid ?? 0;
    this.gid = owned.gid ?? lower?.gid ?? 0;
    this.mode = owned.mode ?? lower?.mode ?? 0o755;
    this.modifiedMs = owned.modifiedMs ?? lower?.modifiedMs ?? 0;
  }

  get(name: string): Inode | undefined {
    if (this.own?.has(name)) return this.own.get(name);
    const below = this.generate?.().get(name) ?? this.lower?.get(name);
    if (below?.kind !== 'folder' || this.generate) return below;
    const over = new FolderInode({}, below);
    this.set(name, over);
    return over;
  }

  /** The entry, to be changed: of its own, copied from the layer below where it was there. */
  getOwn(name: string): Inode | undefined {
    const inode = this.get(name);
    if (inode === undefined || this.own?.has(name) || this.generate || !this.lower) return inode;
    const copy = { ...inode } as Inode;
    this.set(name, copy);
    return copy;
  }

  set(name: string, inode: Inode): void {
    this.own ??= new Map();
    this.own.set(name, inode);
  }

  delete(name: string): void {
    if (this.lower?.get(name)) this.own = (this.own ?? new Map()).set(name, undefined);
    else this.own?.delete(name);
  }

  names(): string[] {
    const names = new Set([...(this.lower?.names() ?? []), ...(this.generate?.().keys() ?? [])]);
    for (const [name, inode] of this.own ?? []) {
      if (inode) names.add(name);
      else names.delete(name);
    }
    return [...names].sort();
  }
}

export function fileInode(content: Uint8Array | string, owned: Partial<FileInode> = {}): FileInode {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { kind: 'file', uid: 0, gid: 0, mode: 0o644, modifiedMs: 0, ...owned, content: bytes };
}
/** Read-only text made up on each reading. */
export function generatedFile(generate: () => string, mode = 0o444): FileInode {
  return { ...fileInode('', { mode }), generate };
}
export function linkInode(target: string, owned: Partial<Owned> = {}): LinkInode {
  return { kind: 'link', target, uid: 0, gid: 0, mode: 0o777, modifiedMs: 0, ...owned };
}
export function deviceInode(device: DeviceName, owned: Partial<Owned> = {}): DeviceInode {
  return { kind: 'device', device, uid: 0, gid: 0, mode: 0o666, modifiedMs: 0, ...owned };
}
export function sizeOf(inode: Inode): number {
  if (inode.kind === 'file') return inode.content.length;
  return inode.kind === 'link' ? inode.target.length : inode.kind === 'folder' ? 4096 : 0;
}
