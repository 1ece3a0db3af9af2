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
import type { ContainerRecord } from './container/container-record.js';
import { readLog } from './logs/read-log.js';
import type { PodWorker } from './pod/pod-worker.js';
import type { RunningContainer } from './runtime/index.js';

/** What an API server asks of a kubelet, answered by the containers it runs (kubelet `server/server.go`). */
export class KubeletStreams implements KubeletClient {
  constructor(private readonly worker: (pod: PodRef) => PodWorker | undefined) {}

  async exec(ref: ContainerRef, request: ExecRequest): Promise<ContainerStreams> {
    const worker = this.find(ref);
    const running = runningIn(worker, ref.container);
    if (running === undefined) {
      throw new KubeletRefusal(500, `container not found (${JSON.stringify(ref.container)})`);
    }
    await worker.renewVolumes();
    return running.exec(request);
  }

  async attach(ref: ContainerRef, request: AttachRequest): Promise<ContainerStreams> {
    const running = runningIn(this.find(ref), ref.container);
    if (running !== undefined) return running.attach(request);
    const pod = `${ref.name}_${ref.namespace}`;
    throw new KubeletRefusal(500, `container ${ref.container} not found in pod ${pod}`);
  }

  async logs(ref: ContainerRef, options: LogOptions): Promise<AsyncIterable<Uint8Array>> {
    return readLog(logOf(this.find(ref), ref, options.previous), options);
  }

  async portForward(ref: PodRef, port: number): Promise<PortConnection> {
    const worker = this.find(ref);
    for (const { state } of worker.records.running()) {
      const connection = state.kind === 'running' ? state.running.connect(port) : undefined;
      if (connection !== undefined) return connection;
    }
    const where = `failed to connect to localhost:${port} inside namespace ${JSON.stringify(ref.uid)}`;
    const why = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address`;
    throw new KubeletRefusal(500, `${where}, ${why}`);
  }

  private find(pod: PodRef): PodWorker {
    const worker = this.worker(pod);
    if (worker === undefined) throw new KubeletRefusal(404, 'pod does not exist');
    return worker;
  }
}

function runningIn({ records }: PodWorker, name: string): RunningContainer | undefined {
  const { state } = records.latest(name) ?? {};
  return state?.kind === 'running' ? state.running : undefined;
}

/** Which start's log it is, or in a kubelet's words why there is none (`validateContainerLogStatus`). */
function logOf({ records }: PodWorker, ref: ContainerRef, previous: boolean) {
  const { container, name } = ref;
  const what = `container ${JSON.stringify(container)} in pod ${JSON.stringify(name)}`;
  const latest: ContainerRecord | undefined = records.latest(container);
  const failure = records.failures.get(container);
  const isWaiting = failure !== undefined && latest?.state.kind === 'exited';
  if (previous) {
    const before = isWaiting ? latest : records.previous(container);
    if (before !== undefined) return before.log;
    throw new KubeletRefusal(400, `previous terminated ${what} not found`);
  }
  if (latest !== undefined) return latest.log;
  const reasons: Record<string, string> = {
    ErrImagePull: "image can't be pulled",
    ImagePullBackOff: 'trying and failing to pull image',
  };
  const reason = failure?.reason ?? 'ContainerCreating';
  throw new KubeletRefusal(400, `${what} is waiting to start: ${reasons[reason] ?? reason}`);
}
