import { isDeepStrictEqual } from 'node:util';
import { type ComponentClient, KubeApiError } from '@drillyard/cluster';
import { isStatic, uidOnNode } from '../api/mirror-pod.js';
import { type Pod, pods } from '../api/pod.js';
import type { PodStatus } from '../api/pod-status.js';

/** Fields of a status that come and go: a merge patch has to say that one is gone. */
const passing = ['message', 'reason', 'podIP', 'podIPs', 'ephemeralContainerStatuses'] as const;

/** Writes the status of pods where it has changed, and not otherwise (kubelet `status_manager.go`). */
export class StatusWriter {
  constructor(private readonly client: ComponentClient) {}

  /**
   * Answers with the pod's object as it is afterwards, which for a static pod is its mirror;
   * undefined where it is gone, or not there yet.
   */
  async write(pod: Pod, status: PodStatus): Promise<Pod | undefined> {
    const { namespace = '', name = '' } = pod.metadata;
    const object = isStatic(pod) ? this.mirrorOf(pod) : pod;
    if (object === undefined) return undefined;
    const { uid } = object.metadata;
    const before = object.status ?? {};
    if (isDeepStrictEqual(before, status)) return object;
    const gone = passing.filter((key) => before[key] !== undefined && status[key] === undefined);
    const cleared = Object.fromEntries(gone.map((key) => [key, null]));
    const body = { metadata: { uid }, status: { ...status, ...cleared } };
    try {
      const patch = { type: 'merge', body, subresource: 'status' } as const;
      return await this.client.patch(pods, { namespace, name }, patch);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  private mirrorOf(pod: Pod): Pod | undefined {
    const { namespace = '', name = '' } = pod.metadata;
    const mirror = this.client.informer(pods).get(namespace, name);
    return mirror && uidOnNode(mirror) === pod.metadata.uid ? mirror : undefined;
  }

  /** Ends the pod's object, when nothing of the pod is left on the node. */
  async delete({ metadata }: Pod): Promise<void> {
    const { namespace = '', name = '', uid } = metadata;
    const preconditions = uid === undefined ? {} : { preconditions: { uid } };
    try {
      const options = { gracePeriodSeconds: 0, ...preconditions };
      await this.client.delete(pods, { namespace, name }, options);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

/** The pod is gone, or another one has its name by now. */
function isGone(error: unknown): boolean {
  if (!(error instanceof KubeApiError)) return false;
  return error.reason === 'NotFound' || error.reason === 'Conflict';
}
