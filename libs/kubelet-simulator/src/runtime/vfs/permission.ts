import { type Credentials, isMemberOf, mayUse } from '../kernel/credentials.js';
import { Errno } from '../kernel/errno.js';
import type { Owned } from './inode.js';

export const canRead = 4;
export const canWrite = 2;
export const canExecute = 1;

type Target = Owned & { readonly kind: string };

/** Whether the access wanted is granted (Linux `fs/namei.c`, generic_permission). */
export function isPermitted(who: Credentials, inode: Target, wanted: number): boolean {
  const { uid, gid, mode } = inode;
  const shift = who.uid === uid ? 6 : isMemberOf(who, gid) ? 3 : 0;
  if (((mode >> shift) & wanted) === wanted) return true;
  const isFolder = inode.kind === 'folder';
  if (mayUse(who, 'DAC_OVERRIDE') && (isFolder || !(wanted & canExecute) || mode & 0o111)) {
    return true;
  }
  const readable = isFolder ? canRead | canExecute : canRead;
  return (wanted & ~readable) === 0 && mayUse(who, 'DAC_READ_SEARCH');
}

/** @throws Errno EACCES */
export function demand(who: Credentials, inode: Target, wanted: number): void {
  if (!isPermitted(who, inode, wanted)) throw new Errno('EACCES');
}

/** Whether an entry of a sticky folder may be taken away by this one. */
export function mayRemove(who: Credentials, folder: Owned, entry: Owned): boolean {
  if (!(folder.mode & 0o1000)) return true;
  return who.uid === entry.uid || who.uid === folder.uid || mayUse(who, 'FOWNER');
}

/**
 * The mode after chmod(2): a group-ID bit is lost by who is not in the file's group.
 *
 * @throws Errno EPERM
 */
export function changedMode(who: Credentials, inode: Owned, mode: number): number {
  if (who.uid !== inode.uid && !mayUse(who, 'FOWNER')) throw new Errno('EPERM');
  const keepsGroupBit = isMemberOf(who, inode.gid) || mayUse(who, 'FSETID');
  return keepsGroupBit ? mode : mode & ~0o2000;
}

/**
 * Whether chown(2) to this owner and group is allowed; -1 leaves as it is.
 *
 * @throws Errno EPERM
 */
export function demandChown(who: Credentials, inode: Owned, uid: number, gid: number): void {
  if (mayUse(who, 'CHOWN')) return;
  const owns = who.uid === inode.uid;
  if (uid !== -1 && !(owns && uid === inode.uid)) throw new Errno('EPERM');
  if (gid !== -1 && !(owns && (gid === inode.gid || isMemberOf(who, gid))))
    throw new Errno('EPERM');
}
