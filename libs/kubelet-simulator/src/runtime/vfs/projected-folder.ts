import type { ProjectedFile } from '../mount.js';
import { FolderInode, fileInode, type Inode, linkInode } from './inode.js';

export interface ProjectedSettings {
  readonly files: () => readonly ProjectedFile[];
  readonly fsGroup?: number;
  readonly defaultMode: number;
  readonly at: Date;
}

/**
 * The folder a kubelet keeps for a ConfigMap, a Secret or a projection: links to `..data`, itself a
 * link to a folder named after the time of writing, so that all files change at once (upstream
 * `pkg/volume/util/atomic_writer.go`). A group may read what is its own (`volume_linux.go`).
 */
export function projectedFolder(settings: ProjectedSettings): FolderInode {
  const { fsGroup, at } = settings;
  const forGroup = fsGroup === undefined ? {} : { gid: fsGroup };
  const setGid = fsGroup === undefined ? 0 : 0o2000;
  const stamp = `..${at
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/[-T:]/g, '_')}.000000001`;
  const folderOwned = { mode: 0o755 | setGid, ...forGroup, modifiedMs: at.getTime() };
  const data = () => tree(settings, folderOwned, forGroup);
  return new FolderInode({ ...folderOwned, mode: 0o1777 | setGid }, undefined, () => {
    const current = data();
    const entries = new Map<string, Inode>([[stamp, current]]);
    entries.set('..data', linkInode(stamp));
    for (const name of current.names()) entries.set(name, linkInode(`..data/${name}`));
    return entries;
  });
}

function tree(
  { files, fsGroup, defaultMode, at }: ProjectedSettings,
  folderOwned: { readonly mode: number },
  forGroup: { readonly gid?: number },
): FolderInode {
  const root = new FolderInode(folderOwned);
  for (const { path, content, mode = defaultMode, uid = 0 } of files()) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      const inner = folder.get(part);
      const next = inner?.kind === 'folder' ? inner : new FolderInode(folderOwned);
      folder.set(part, next);
      folder = next;
    }
    const readable = fsGroup === undefined ? mode : mode | 0o440;
    const owned = { uid, ...forGroup, mode: readable, modifiedMs: at.getTime() };
    folder.set(name, fileInode(content, owned));
  }
  return root;
}
