import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type ComponentClient, KubeApiError, type ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { NodeObject } from './node-object.js';
import { hashAnnotation, type StaticPod, seenAnnotation, sourceAnnotation } from './static-pod.js';

const mirrorAnnotation = 'kubernetes.io/config.mirror';

interface PodObject extends KubeObject {
  readonly spec?: object;
  readonly status?: object;
}

const pods: ResourceType<PodObject> = {
  group: '',
  version: 'v1',
  resource: 'pods',
  kind: 'Pod',
  namespaced: true,
};

/** A static pod, and what is to be seen of it in the API. */
export interface MirroredPod {
  readonly pod: StaticPod;
  /** Left out where the kubelet that runs the pod says it. */
  readonly status?: object;
}

/** Keeps for each static pod of a node an object in the API that shows it (kubelet `pod/mirror_client.go`). */
export class MirrorPods {
  constructor(
    private readonly client: ComponentClient,
    private readonly node: NodeObject,
    private readonly now: () => Date,
  ) {}

  /** Makes the API show these static pods and no others; throws KubeApiError where it is refused. */
  async sync(mirrored: readonly MirroredPod[]): Promise<void> {
    const wanted = new Map(mirrored.map((each) => [key(each.pod.metadata), each]));
    for (const object of [...this.ownMirrorPods()]) {
      const { namespace = '', name = '' } = object.metadata;
      const hash = object.metadata.annotations?.[mirrorAnnotation];
      const isDescribed = wanted.get(key({ namespace, name }))?.pod.uid === hash;
      // Whoever deletes a mirror deletes no pod: it is shown again.
      const isGoing = object.metadata.deletionTimestamp !== undefined;
      if (!isDescribed || isGoing) await this.delete(object);
    }
    for (const each of wanted.values()) {
      // Everybody else gets a turn: those who wait for a new cluster are among them.
      await setImmediate();
      await this.show(each);
    }
  }

  private *ownMirrorPods(): Iterable<PodObject> {
    const { name } = this.node.metadata;
    for (const object of this.client.informer(pods).list()) {
      const { nodeName } = (object.spec ?? {}) as { nodeName?: string };
      if (nodeName === name && object.metadata.annotations?.[mirrorAnnotation]) yield object;
    }
  }

  private async show({ pod, status }: MirroredPod): Promise<void> {
    const { namespace, name } = pod.metadata;
    const known = this.client.informer(pods).get(namespace, name);
    const object = known ?? (await this.client.create(pods, this.mirrorOf(pod)));
    if (status === undefined) return;
    const merged = { ...object.status, ...status };
    if (isDeepStrictEqual(merged, object.status)) return;
    await this.client.update(pods, { ...object, status: merged }, 'status');
  }

  private mirrorOf({ uid, metadata, spec }: StaticPod): PodObject {
    const { name = '', uid: nodeUid = '' } = this.node.metadata;
    const annotations = {
      ...metadata.annotations,
      [hashAnnotation]: uid,
      [mirrorAnnotation]: uid,
      [seenAnnotation]: this.now().toISOString().replace('Z', '000000Z'),
      [sourceAnnotation]: 'file',
    };
    const owner = { apiVersion: 'v1', controller: true, kind: 'Node', name, uid: nodeUid };
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, annotations, ownerReferences: [owner] },
      spec,
    };
  }

  /** At once: what it shows has ended already, or is about to. */
  private async delete({ metadata }: PodObject): Promise<void> {
    const { namespace = '', name = '', uid } = metadata;
    const preconditions = uid === undefined ? {} : { preconditions: { uid } };
    try {
      await this.client.delete(
        pods,
        { namespace, name },
        { gracePeriodSeconds: 0, ...preconditions },
      );
    } catch (error) {
      if (!(error instanceof KubeApiError) || error.reason !== 'NotFound') throw error;
    }
  }
}

function key({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
