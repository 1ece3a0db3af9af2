import {
  type AttachRequest,
  type ContainerRef,
  type ContainerStreams,
  type ExecRequest,
  type KubeletClient,
  KubeletRefusal,
  type LogOptions,
  type PodRef,
  type PortConnection,
} from '@drillyard/cluster';
import { ContainerLog, readLog } from '@drillyard/kubelet-simulator';
import type { NodeFolder } from './node-folder.js';
import type { StaticPodWorker } from './static-pod-worker.js';

/** A static pod as the API server finds it: by its name, for its mirror has a UID of its own. */
export type FindStaticPod = (pod: PodRef) => Pick<StaticPodWorker, 'pod' | 'record'> | undefined;

/** What an API server asks of the control plane's own pods. Others are left to the node's kubelet. */
export class StaticPodStreams implements KubeletClient {
  constructor(
    private readonly find: FindStaticPod,
    /** Where their logs are; undefined where the node has no files. */
    private readonly folder: () => NodeFolder | undefined,
    private readonly others: () => KubeletClient | undefined,
  ) {}

  async logs(ref: ContainerRef, options: LogOptions): Promise<AsyncIterable<Uint8Array>> {
    const found = this.find(ref);
    if (found === undefined) return this.other().logs(ref, options);
    const { restartCount } = found.record;
    const attempt = options.previous ? restartCount - 1 : restartCount;
    const { uid, metadata } = found.pod;
    const folder = `${metadata.namespace}_${metadata.name}_${uid}`;
    const text = this.read(`/var/log/pods/${folder}/${ref.container}/${attempt}.log`);
    if (text === undefined && options.previous) {
      const what = `container ${JSON.stringify(ref.container)} in pod ${JSON.stringify(ref.name)}`;
      throw new KubeletRefusal(400, `previous terminated ${what} not found`);
    }
    return readLog(parseLog(text ?? ''), { ...options, follow: false });
  }

  /** Images of the control plane hold one program and no shell. */
  async exec(ref: ContainerRef, request: ExecRequest): Promise<ContainerStreams> {
    if (this.find(ref) === undefined) return this.other().exec(ref, request);
    const program = JSON.stringify(request.command[0] ?? '');
    const why = `exec: ${program}: executable file not found in $PATH`;
    throw new KubeletRefusal(
      500,
      `OCI runtime exec failed: exec failed: unable to start container process: ${why}: unknown`,
    );
  }

  async attach(ref: ContainerRef, request: AttachRequest): Promise<ContainerStreams> {
    if (this.find(ref) === undefined) return this.other().attach(ref, request);
    const pod = `${ref.name}_${ref.namespace}`;
    throw new KubeletRefusal(500, `container ${ref.container} not found in pod ${pod}`);
  }

  async portForward(ref: PodRef, port: number): Promise<PortConnection> {
    if (this.find(ref) === undefined) return this.other().portForward(ref, port);
    throw new KubeletRefusal(500, `dial tcp4 127.0.0.1:${port}: connect: connection refused`);
  }

  private other(): KubeletClient {
    const others = this.others();
    if (others === undefined) throw new KubeletRefusal(404, 'pod does not exist');
    return others;
  }

  private read(path: string): string | undefined {
    try {
      return this.folder()?.read(path);
    } catch {
      // There is no such file, or a learner has put something else in its place.
      return undefined;
    }
  }
}

/** A log file in the CRI's format: time, stream, whether the line is whole, and the line. */
export function parseLog(text: string): ContainerLog {
  const log = new ContainerLog();
  for (const line of text.split('\n')) {
    const match = /^(\S+) (stdout|stderr) [FP] (.*)$/.exec(line);
    if (match === null) continue;
    const [, time = '', stream, content] = match;
    const at = new Date(time.replace(/(\.\d{3})\d*Z$/, '$1Z'));
    log.append(stream === 'stdout' ? 'stdout' : 'stderr', Buffer.from(`${content}\n`), at);
  }
  log.close();
  return log;
}
