import { posix } from 'node:path';
import { type ComponentFiles, FileError } from '@drillyard/kube-apiserver';
import type { NodeFolder } from './node-folder.js';
import type { PodContainer, PodSpec } from './static-pod.js';

interface Mount {
  readonly mountPath: string;
  readonly hostPath: string;
  readonly readOnly: boolean;
}

/**
 * The files of a node as one container sees them: those of its hostPath mounts and no others. A
 * file that was not mounted is not there, which is what most often goes wrong with a new flag.
 */
export class ContainerFiles implements ComponentFiles {
  private readonly mounts: readonly Mount[];
  private readonly folders = new Set<string>();

  constructor(
    private readonly node: NodeFolder,
    { volumes = [] }: PodSpec,
    { volumeMounts = [] }: PodContainer,
  ) {
    this.mounts = volumeMounts
      .flatMap(({ name, mountPath, subPath = '', readOnly = false }): Mount[] => {
        const path = volumes.find((volume) => volume.name === name)?.hostPath?.path;
        if (path === undefined) return [];
        return [
          { mountPath: posix.normalize(mountPath), hostPath: posix.join(path, subPath), readOnly },
        ];
      })
      .sort((a, b) => b.mountPath.length - a.mountPath.length);
  }

  /** Folders of the node in which files lie that were read. */
  get foldersRead(): ReadonlySet<string> {
    return this.folders;
  }

  read(path: string): string {
    const { hostPath } = this.find(path);
    this.folders.add(posix.dirname(hostPath));
    try {
      return this.node.read(hostPath);
    } catch (error) {
      if (error instanceof FileError) throw new FileError(error.operation, path, error.reason);
      throw error;
    }
  }

  append(path: string, text: string): void {
    const { hostPath, readOnly } = this.find(path);
    if (readOnly) throw new FileError('open', path, 'read-only file system');
    this.node.append(hostPath, text, 0o600);
  }

  private find(path: string): { readonly hostPath: string; readonly readOnly: boolean } {
    const wanted = posix.resolve('/', path);
    for (const { mountPath, hostPath, readOnly } of this.mounts) {
      if (wanted === mountPath) return { hostPath, readOnly };
      const below = mountPath === '/' ? '/' : `${mountPath}/`;
      if (wanted.startsWith(below)) {
        return { hostPath: posix.join(hostPath, wanted.slice(below.length)), readOnly };
      }
    }
    throw new FileError('open', path, 'no such file or directory');
  }
}
