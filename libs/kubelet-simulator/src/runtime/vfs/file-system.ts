import { mayUse } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import {
  type FileInode,
  FolderInode,
  fileInode,
  type Inode,
  type LinkInode,
  linkInode,
  sizeOf,
} from './inode.js';
import type { MountPoint } from './mount-point.js';
import { type Actor, type Place, walk } from './path-walk.js';
import {
  canExecute,
  canRead,
  canWrite,
  changedMode,
  demand,
  demandChown,
  isPermitted,
  mayRemove,
} from './permission.js';

/** What a container sees as its files, with the checks of Linux. All methods throw Errno. */
export class FileSystem {
  readonly mounts = new Map<string, MountPoint>();

  constructor(private readonly nowMs: () => number) {}

  lookup(actor: Actor, path: string, follow = true): Place & { readonly inode: Inode } {
    const place = walk(this.mounts, actor, path, follow);
    if (!place.inode) throw new Errno('ENOENT');
    return { ...place, inode: place.inode };
  }

  exists(actor: Actor, path: string): boolean {
    return this.find(actor, path) !== undefined;
  }

  /** What is there, or undefined where it cannot be seen. */
  find(actor: Actor, path: string, follow = true): (Place & { readonly inode: Inode }) | undefined {
    try {
      return this.lookup(actor, path, follow);
    } catch (error) {
      if (error instanceof Errno) return undefined;
      throw error;
    }
  }

  may(actor: Actor, place: Place & { readonly inode: Inode }, wanted: number): boolean {
    if (wanted & canWrite && place.mount.readOnly && place.inode.kind !== 'device') return false;
    return isPermitted(actor.credentials, place.inode, wanted);
  }

  list(actor: Actor, path: string): string[] {
    const { inode } = this.lookup(actor, path);
    if (inode.kind !== 'folder') throw new Errno('ENOTDIR');
    demand(actor.credentials, inode, canRead);
    return inode.names();
  }

  /** A file's content; devices and folders are for who opens them. */
  readFile(actor: Actor, path: string): Uint8Array {
    const { inode } = this.lookup(actor, path);
    demand(actor.credentials, inode, canRead);
    if (inode.kind === 'folder') throw new Errno('EISDIR');
    if (inode.kind !== 'file') return new Uint8Array();
    return inode.generate ? Buffer.from(inode.generate()) : inode.content;
  }

  /** A file to write to, made where it is not there. */
  openToWrite(
    actor: Actor,
    path: string,
    options: { truncate: boolean; mode?: number },
  ): Place & { readonly inode: Inode } {
    const place = walk(this.mounts, actor, path);
    const { inode, mount } = place;
    if (!inode) return this.create(actor, place, fileInode('', { mode: options.mode ?? 0o666 }));
    if (inode.kind === 'folder') throw new Errno('EISDIR');
    if (inode.kind === 'device') {
      demand(actor.credentials, inode, canWrite);
      return { ...place, inode };
    }
    if (mount.readOnly && options.truncate) throw new Errno('EROFS');
    demand(actor.credentials, inode, canWrite);
    if (mount.readOnly) throw new Errno('EROFS');
    const own = place.folder?.getOwn(place.name) ?? inode;
    if (own.kind === 'file' && options.truncate) this.setContent(own, mount, new Uint8Array());
    return { ...place, inode: own };
  }

  setContent(file: FileInode, mount: MountPoint, content: Uint8Array): void {
    if (file.generate) throw new Errno('EACCES');
    mount.budget.takeBytes(content.length - file.content.length);
    file.content = content;
    file.modifiedMs = this.nowMs();
  }

  mkdir(actor: Actor, path: string, mode = 0o777): void {
    const place = walk(this.mounts, actor, path);
    if (place.inode) throw new Errno('EEXIST');
    this.create(actor, place, new FolderInode({ mode }));
  }

  symlink(actor: Actor, target: string, path: string): void {
    const place = walk(this.mounts, actor, path, false);
    if (place.inode) throw new Errno('EEXIST');
    this.create(actor, place, linkInode(target));
  }

  link(actor: Actor, existing: string, path: string): void {
    const source = this.lookup(actor, existing, false);
    const place = walk(this.mounts, actor, path, false);
    if (place.inode) throw new Errno('EEXIST');
    if (source.inode.kind === 'folder') throw new Errno('EPERM');
    if (source.mount !== place.mount) throw new Errno('EXDEV');
    this.demandChange(actor, place);
    place.folder?.set(place.name, source.folder?.getOwn(source.name) ?? source.inode);
  }

  unlink(actor: Actor, path: string): void {
    const place = this.lookup(actor, path, false);
    this.demandRemoval(actor, place);
    if (place.inode.kind === 'folder') throw new Errno('EISDIR');
    this.remove(place);
  }

  rmdir(actor: Actor, path: string): void {
    const place = this.lookup(actor, path, false);
    if (place.inode.kind !== 'folder') throw new Errno('ENOTDIR');
    this.demandRemoval(actor, place);
    if (place.inode.names().length > 0) throw new Errno('ENOTEMPTY');
    this.remove(place);
  }

  rename(actor: Actor, from: string, to: string): void {
    const source = this.lookup(actor, from, false);
    const target = walk(this.mounts, actor, to, false);
    if (source.mount !== target.mount) throw new Errno('EXDEV');
    this.demandRemoval(actor, source);
    if (target.path === source.path) return;
    if (target.path.startsWith(`${source.path}/`)) throw new Errno('EINVAL');
    if (target.inode) {
      if (target.inode.kind === 'folder' && source.inode.kind !== 'folder')
        throw new Errno('EISDIR');
      if (target.inode.kind === 'folder' && target.inode.names().length)
        throw new Errno('ENOTEMPTY');
      this.demandRemoval(actor, { ...target, inode: target.inode });
    } else this.demandChange(actor, target);
    source.folder?.delete(source.name);
    target.folder?.set(target.name, source.inode);
  }

  chmod(actor: Actor, path: string, mode: (before: Inode) => number): void {
    const place = this.lookup(actor, path);
    this.demandWritable(place);
    const inode = this.own(place);
    inode.mode = changedMode(actor.credentials, place.inode, mode(place.inode));
  }

  /** @param uid -1 leaves as it is, as does -1 for the group */
  chown(actor: Actor, path: string, uid: number, gid: number, follow = true): void {
    const place = this.lookup(actor, path, follow);
    this.demandWritable(place);
    demandChown(actor.credentials, place.inode, uid, gid);
    const inode = this.own(place);
    if (uid !== -1) inode.uid = uid;
    if (gid !== -1) inode.gid = gid;
    if (inode.kind === 'file') inode.mode &= ~0o6000;
  }

  /** Sets the time of change: the owner may, and who may write. */
  touch(actor: Actor, path: string, timeMs = this.nowMs()): void {
    const place = this.lookup(actor, path);
    this.demandWritable(place);
    if (actor.credentials.uid !== place.inode.uid && !mayUse(actor.credentials, 'FOWNER')) {
      demand(actor.credentials, place.inode, canWrite);
    }
    this.own(place).modifiedMs = timeMs;
  }

  /** Puts something where nothing is. */
  create<T extends Inode>(actor: Actor, place: Place, made: T): Place & { readonly inode: T } {
    this.demandChange(actor, place);
    const folder = place.folder as FolderInode;
    place.mount.budget.takeInode();
    made.uid = actor.credentials.uid;
    made.gid = folder.mode & 0o2000 ? folder.gid : actor.credentials.gid;
    made.modifiedMs = this.nowMs();
    if (made.kind !== 'link') made.mode &= ~actor.umask;
    if (made.kind === 'folder') made.mode |= folder.mode & 0o2000;
    folder.set(place.name, made);
    folder.modifiedMs = made.modifiedMs;
    return { ...place, inode: made };
  }

  readLink(actor: Actor, path: string): string {
    const { inode } = this.lookup(actor, path, false);
    if (inode.kind !== 'link') throw new Errno('EINVAL');
    return (inode as LinkInode).target;
  }

  private own(place: Place & { readonly inode: Inode }): Inode {
    return place.folder?.getOwn(place.name) ?? place.inode;
  }

  private remove({ folder, name, mount, inode }: Place & { readonly inode: Inode }): void {
    folder?.delete(name);
    mount.budget.returnInode();
    if (inode.kind === 'file') mount.budget.takeBytes(-sizeOf(inode));
    if (folder) folder.modifiedMs = this.nowMs();
  }

  private demandWritable({ mount }: Place): void {
    if (mount.readOnly) throw new Errno('EROFS');
  }

  private demandChange(actor: Actor, place: Place): void {
    this.demandWritable(place);
    if (!place.folder) throw new Errno('EBUSY');
    demand(actor.credentials, place.folder, canWrite | canExecute);
  }

  private demandRemoval(actor: Actor, place: Place & { readonly inode: Inode }): void {
    this.demandChange(actor, place);
    if (place.folder && !mayRemove(actor.credentials, place.folder, place.inode))
      throw new Errno('EPERM');
  }
}
