import type { NodeFolder } from './node-folder.js';

/** Enough to read what happened; a program that repeats itself must not fill the disk. */
const bytesMax = 256 * 1024;

export interface ContainerLogOptions {
  readonly folder: NodeFolder;
  /** `<namespace>_<name>_<uid>`, as the kubelet names the folder of a pod. */
  readonly pod: string;
  readonly container: string;
  /** Which start of the container it is; each has a file of its own. */
  readonly attempt: number;
  readonly now: () => Date;
}

/** What a container prints, in the CRI's format, in /var/log/pods. */
export class ContainerLog {
  readonly path: string;
  private bytes = 0;

  constructor(private readonly options: ContainerLogOptions) {
    const { pod, container, attempt } = options;
    this.path = `/var/log/pods/${pod}/${container}/${attempt}.log`;
  }

  write(line: string): void {
    const { folder, now } = this.options;
    const text = `${now().toISOString().replace('Z', '000000Z')} stderr F ${line}\n`;
    this.bytes += text.length;
    if (this.bytes > bytesMax) return;
    try {
      folder.append(this.path, text);
    } catch {
      // A learner may have put anything in its place; the program does not depend on its log.
    }
  }

  /** The link in /var/log/containers by which log collectors find it. */
  link(podName: string, namespace: string, containerId: string): void {
    const { folder, container } = this.options;
    const name = `${podName}_${namespace}_${container}-${containerId}.log`;
    try {
      folder.link(`/var/log/containers/${name}`, this.path);
    } catch {
      // As above.
    }
  }

  /** Only this start's file and the one before it are kept, as the kubelet does. */
  removeOlder(): void {
    const { folder, pod, container, attempt } = this.options;
    if (attempt < 2) return;
    try {
      folder.remove(`/var/log/pods/${pod}/${container}/${attempt - 2}.log`);
    } catch {
      // It is gone already.
    }
  }
}
