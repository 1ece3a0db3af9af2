import type { ContainerStart } from './container-runtime.js';
import { ContainerStartError } from './container-runtime.js';
import { imageRoot } from './image/image-root.js';
import type { ContainerKernel } from './kernel/container-kernel.js';
import type { MountedVolume } from './mount.js';
import { deviceInode, FolderInode, fileInode, type Inode, linkInode } from './vfs/inode.js';
import type { MountPoint } from './vfs/mount-point.js';
import { procFolder, readOnlyProcPaths } from './vfs/proc-folder.js';
import { projectedFolder } from './vfs/projected-folder.js';
import { StorageBudget } from './vfs/storage-budget.js';

/** Puts together what a container sees as its files: image, kernel's own, kubelet's, volumes. */
export function mountAll(kernel: ContainerKernel, spec: ContainerStart): void {
  const { privileged, procMount, readOnlyRootFilesystem } = spec.securityContext;
  const root = new FolderInode({}, imageRoot(spec.image));
  const budget = new StorageBudget();
  const mount = (point: Partial<MountPoint> & Pick<MountPoint, 'path' | 'root'>) => {
    kernel.files.mounts.set(point.path, {
      readOnly: false,
      type: 'tmpfs',
      source: 'tmpfs',
      options: 'relatime',
      budget,
      ...point,
    });
  };
  const overlay = { type: 'overlay', source: 'overlay' } as const;
  mount({ path: '/', root, readOnly: readOnlyRootFilesystem.value, ...overlay });
  const isMasked = !privileged.value && procMount.value !== 'Unmasked';
  const proc = { type: 'proc', source: 'proc', options: 'nosuid,nodev,noexec,relatime' } as const;
  const procRoot = procFolder(kernel, isMasked);
  mount({ path: '/proc', root: procRoot, ...proc });
  for (const name of isMasked ? readOnlyProcPaths : []) {
    const inner = procRoot.get(name);
    if (inner) mount({ path: `/proc/${name}`, root: inner, readOnly: true, ...proc });
  }
  mount({ path: '/dev', root: devices(), options: 'nosuid,size=65536k,mode=755' });
  mount({ path: '/dev/shm', root: new FolderInode({ mode: 0o1777 }), source: 'shm' });
  const sys = { type: 'sysfs', source: 'sysfs' } as const;
  mount({ path: '/sys', root: new FolderInode(), readOnly: !privileged.value, ...sys });
  for (const [path, content] of kubeletFiles(spec)) {
    mount({ path, root: fileInode(content), type: 'ext4', source: '/dev/vda1' });
    makeMountPoint(root, path, true);
  }
  const byDepth = [...spec.mounts].sort(
    (a, b) => a.path.split('/').length - b.path.split('/').length,
  );
  for (const { path: mountPath, volume, readOnly, subPath } of byDepth) {
    const path = mountPath.length > 1 ? mountPath.replace(/\/+$/, '') : mountPath;
    const whole = rootOf(volume, kernel.now());
    const inner = subPath ? below(whole, subPath) : whole;
    makeMountPoint(root, path, inner.kind !== 'folder');
    const own = volume.kind === 'projected' ? new StorageBudget() : volume.storage.budget;
    const disk = volume.kind === 'projected' || (volume.kind === 'emptyDir' && volume.medium);
    mount({
      path,
      root: inner,
      readOnly: readOnly || volume.kind === 'projected',
      budget: own,
      ...(disk ? {} : { type: 'ext4', source: '/dev/vda1' }),
    });
  }
}

/** Files a kubelet and a runtime make for every container. */
function kubeletFiles(spec: ContainerStart): [string, string][] {
  const own = spec.addresses.map((address) => `${address}\t${spec.hostname}\n`).join('');
  const hosts = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::\tip6-localnet
fe00::\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
${own}`;
  return [
    ['/etc/hosts', spec.hosts ?? hosts],
    ['/etc/hostname', `${spec.hostname}\n`],
    ['/etc/resolv.conf', spec.resolvConf],
  ];
}

function devices(): FolderInode {
  const dev = new FolderInode();
  for (const name of ['null', 'zero', 'full', 'random', 'tty'] as const) {
    dev.set(name, deviceInode(name));
  }
  dev.set('urandom', deviceInode('random'));
  dev.set('stdin', linkInode('/proc/self/fd/0'));
  dev.set('stdout', linkInode('/proc/self/fd/1'));
  dev.set('stderr', linkInode('/proc/self/fd/2'));
  return dev;
}

function rootOf(volume: MountedVolume, at: Date): FolderInode {
  if (volume.kind === 'projected') return projectedFolder({ ...volume, at });
  if (volume.kind === 'emptyDir' && volume.fsGroup !== undefined) {
    volume.storage.giveToGroup(volume.fsGroup);
  }
  return volume.storage.root;
}

/** What a subPath names; a folder where there is nothing yet, as the kubelet makes one. */
function below(root: FolderInode, subPath: string): Inode {
  let at: Inode = root;
  for (const part of subPath.split('/').filter((one) => one !== '' && one !== '.')) {
    if (part === '..' || at.kind !== 'folder') {
      throw new ContainerStartError(`failed to prepare subPath for volumeMount: "${subPath}"`);
    }
    const folder: FolderInode = at;
    let next = folder.get(part);
    for (let links = 0; next?.kind === 'link' && links < 8; links++)
      next = below(folder, next.target);
    if (!next) {
      next = new FolderInode({ mode: 0o750 });
      folder.set(part, next);
    }
    at = next;
  }
  return at;
}

/** The place a mount needs, made in the container's own layer where the image has none. */
function makeMountPoint(root: FolderInode, path: string, isFile: boolean): void {
  const parts = path.split('/').filter(Boolean);
  const last = parts.pop();
  let folder = root;
  for (const part of parts) {
    const inner = folder.get(part);
    const next = inner?.kind === 'folder' ? inner : new FolderInode();
    if (next !== inner) folder.set(part, next);
    folder = next;
  }
  if (last && !folder.get(last)) folder.set(last, isFile ? fileInode('') : new FolderInode());
}
