import { isDeepStrictEqual } from 'node:util';
import { type InformerEvent, type PodRef, WorkQueue } from '@drillyard/cluster';
import { isMirror, isStatic, uidOnNode } from './api/mirror-pod.js';
import { configMaps, type Node, nodes, secrets } from './api/objects.js';
import { type Pod, pods } from './api/pod.js';
import type { CriContainer, CriImage, CriPod } from './cri/cri.js';
import { criContainers, criImages, criPods } from './cri/kubelet-cri.js';
import { type KubeletContext, kubeletContext } from './kubelet-context.js';
import type { KubeletOptions } from './kubelet-options.js';
import { KubeletStreams } from './kubelet-streams.js';
import { NodeImages } from './node/node-images.js';
import { NodeLease } from './node/node-lease.js';
import { podsMax } from './node/node-object.js';
import { NodeRegistration } from './node/node-registration.js';
import { PodWorker } from './pod/pod-worker.js';

/**
 * A node's kubelet: registers the node, runs the pods that are bound to it and says how they are.
 * It does nothing while nothing changes and nothing is due.
 */
export class Kubelet {
  readonly nodeName: string;
  /** The streams of its containers, for an API server. */
  readonly streams = new KubeletStreams((pod) => this.workerOf(pod));
  private readonly workers = new Map<string, PodWorker>();
  private readonly context: KubeletContext;
  private readonly queue: WorkQueue;
  private readonly registration: NodeRegistration;
  private readonly lease: NodeLease;
  private readonly images: NodeImages;
  private readonly subscriptions: (() => void)[] = [];
  private followsObjects = false;
  private staticPods: ReadonlyMap<string, Pod> = new Map();
  private isSuspended = false;

  constructor(private readonly options: KubeletOptions) {
    this.nodeName = options.machine.name;
    this.context = kubeletContext(options);
    this.registration = new NodeRegistration({
      ...options,
      onCreated: (node) => this.announce(node),
    });
    this.lease = new NodeLease(options.client, options.clock, this.nodeName);
    this.images = new NodeImages({
      ...options,
      nodeName: this.nodeName,
      images: () => this.context.images.images,
    });
    this.queue = new WorkQueue({
      clock: options.clock,
      onError: options.onError,
      work: (uid) => this.sync(uid),
      // Each of its own pods may be in the middle of something at a time.
      workers: podsMax,
    });
  }

  /** Takes up the node's pods, and tells the API of the node where nobody has. */
  async start(): Promise<void> {
    const { client } = this.options;
    const known = client.informer(nodes);
    await known.synced;
    await this.registration.attempt();
    await this.lease.renew(known.get('', this.nodeName));
    this.subscriptions.push(
      known.subscribe(({ object }) => this.seeNode(object)),
      client.informer(pods).subscribe((event) => this.see(event)),
    );
  }

  /** What the runtime beneath it runs, whether it goes on or not. */
  get cri(): { containers: CriContainer[]; pods: CriPod[]; images: CriImage[] } {
    const workers = [...this.workers.values()];
    const images = criImages(this.context.images.images);
    return { containers: criContainers(workers), pods: criPods(workers), images };
  }

  /**
   * Runs these pods, which files of the node describe, and no other static ones. What they are is
   * shown on their mirrors, once somebody has made them.
   */
  setStaticPods(described: readonly Pod[]): void {
    this.staticPods = new Map(described.map((pod) => [pod.metadata.uid ?? '', pod]));
    for (const [uid, worker] of this.workers) {
      if (!isStatic(worker.pod) || this.staticPods.has(uid)) continue;
      worker.remove();
      this.queue.add(uid);
    }
    for (const [uid, pod] of this.staticPods) {
      if (!this.workers.has(uid)) this.add(this.withShownStatus(pod));
    }
  }

  /** A kubelet that follows another finds on the mirror what runs already. */
  private withShownStatus(pod: Pod): Pod {
    const { namespace = '', name = '', uid } = pod.metadata;
    const mirror = this.options.client.informer(pods).get(namespace, name);
    if (mirror?.status === undefined || uidOnNode(mirror) !== uid) return pod;
    return { ...pod, status: mirror.status };
  }

  /** Looks after nothing and says nothing, until it is resumed; what runs goes on. */
  suspend(): void {
    this.isSuspended = true;
  }

  /** Looks at all its pods: others may have said of them what they are not. */
  resume(): void {
    if (!this.isSuspended) return;
    this.isSuspended = false;
    for (const uid of this.workers.keys()) this.queue.add(uid);
  }

  close(): void {
    this.registration.close();
    this.queue.close();
    this.images.close();
    for (const unsubscribe of this.subscriptions) unsubscribe();
    for (const worker of this.workers.values()) worker.close();
    this.workers.clear();
  }

  private announce(node: Node): void {
    const { events } = this.context;
    const { name } = node.metadata;
    events.node(node, 'Normal', 'Starting', 'Starting kubelet.');
    events.node(node, 'Normal', 'NodeReady', `Node ${name} status is now: NodeReady`);
  }

  private seeNode({ metadata, spec }: Node): void {
    const { podCIDR } = spec ?? {};
    const { addresses } = this.context;
    if (metadata.name !== this.nodeName || podCIDR === undefined || addresses.isReady) return;
    addresses.podCidr = podCIDR;
    for (const uid of this.workers.keys()) this.queue.add(uid);
  }

  private see(event: InformerEvent<Pod>): void {
    const { object } = event;
    const { uid = '' } = object.metadata;
    if (object.spec.nodeName !== this.nodeName) return;
    if (isMirror(object)) {
      this.seeMirror(event);
      return;
    }
    const known = this.workers.get(uid);
    if (event.type === 'DELETED') {
      known?.remove();
      if (known) this.queue.add(uid);
    } else if (known === undefined) this.add(object);
    else {
      known.update(object);
      if (event.type === 'MODIFIED' && concerns(object, event.previous)) this.queue.add(uid);
    }
  }

  /** What runs is not touched by what becomes of its mirror. */
  private seeMirror({ type, object }: InformerEvent<Pod>): void {
    if (type === 'DELETED' || object.metadata.deletionTimestamp !== undefined) {
      this.options.onMirrorGone?.();
    } else if (type === 'ADDED') this.queue.add(uidOnNode(object));
  }

  /** Of a pod as the API names it. */
  private workerOf({ namespace, name, uid }: PodRef): PodWorker | undefined {
    const known = this.workers.get(uid);
    if (known !== undefined) return known;
    const object = this.options.client.informer(pods).get(namespace, name);
    return object && this.workers.get(uidOnNode(object));
  }

  private add(pod: Pod): void {
    const { uid = '' } = pod.metadata;
    const { context } = this;
    const podIp = pod.status?.podIP;
    if (podIp && !pod.spec.hostNetwork) context.addresses.keep(uid, podIp);
    const wake = (afterMs = 0) => this.queue.addAfter(uid, afterMs);
    this.workers.set(uid, new PodWorker({ context, pod, wake }));
    this.queue.add(uid);
  }

  private async sync(uid: string): Promise<void> {
    const worker = this.workers.get(uid);
    if (worker === undefined || this.isSuspended) return;
    await worker.sync();
    this.images.look();
    await this.lease.renew(this.options.client.informer(nodes).get('', this.nodeName));
    if (worker.refersToObjects) this.followObjects();
    if (!worker.isFinished) return;
    this.workers.delete(uid);
    this.context.addresses.release(uid);
    this.context.backOff.forget(uid);
    const again = this.staticPods.get(uid);
    if (again !== undefined) this.add(again);
  }

  /** From the first pod on that has files of ConfigMaps or Secrets: what changes is put in place. */
  private followObjects(): void {
    if (this.followsObjects) return;
    this.followsObjects = true;
    const { client } = this.options;
    for (const type of [configMaps, secrets]) {
      let isPast = true;
      this.subscriptions.push(
        client.informer(type).subscribe(({ type: change, object }) => {
          if (!isPast && change !== 'DELETED') this.refresh(object.metadata.namespace ?? '');
        }),
      );
      // What there was when it began is known already.
      isPast = false;
    }
  }

  private refresh(namespace: string): void {
    for (const [uid, worker] of this.workers) {
      if (worker.pod.metadata.namespace !== namespace) continue;
      worker.refresh();
      if (worker.isWaitingForObjects) this.queue.add(uid);
    }
  }
}

/** Whether there may be something to do: the kubelet's own status writes are none of its business. */
function concerns(pod: Pod, previous: Pod): boolean {
  const [now, before] = [pod.metadata, previous.metadata];
  const isSame =
    isDeepStrictEqual(pod.spec, previous.spec) &&
    now.deletionTimestamp === before.deletionTimestamp &&
    now.deletionGracePeriodSeconds === before.deletionGracePeriodSeconds &&
    isDeepStrictEqual(now.labels, before.labels) &&
    isDeepStrictEqual(now.annotations, before.annotations);
  const hasGates = (pod.spec.readinessGates ?? []).length > 0;
  const gatesMoved = hasGates && !isDeepStrictEqual(pod.status, previous.status);
  return !isSame || gatesMoved || pod.status?.phase !== previous.status?.phase;
}
