import {
  type ComponentClient,
  type EventRecorder,
  keyOf,
  type ResourceType,
} from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import type { KubeObject } from '@drillyard/kube-objects';
import { type Pod, type PodTemplateSpec, pods } from './api/core.js';
import { isNamespaceTerminating, isNotFound, messageOf } from './api-errors.js';
import { newControllerRef } from './controller-ref.js';

/** Names of pods are this long at most, their suffix included (apimachinery `validation`). */
const podNameMax = 253;

/** Creates and deletes the pods of a controller, and tells of it (pkg/controller `RealPodControl`). */
export class PodControl {
  constructor(
    private readonly client: ComponentClient,
    private readonly recorder: EventRecorder,
    /** Of the owners. */
    private readonly ownerType: ResourceType,
  ) {}

  /** Creates a pod after the template; `change` adds what is particular about it. */
  async create(
    owner: KubeObject,
    template: PodTemplateSpec,
    change: (pod: Pod) => Pod = (pod) => pod,
  ): Promise<Pod> {
    const pod = change(podFromTemplate(owner, template, this.ownerType));
    if (Object.keys(pod.metadata.labels ?? {}).length === 0) {
      throw new OperationalError('POD_WITHOUT_LABELS', 'unable to create pods, no labels');
    }
    try {
      const created = await this.client.create(pods, pod);
      const message = `Created pod: ${created.metadata.name}`;
      this.recorder.event(owner, 'Normal', 'SuccessfulCreate', message);
      return created;
    } catch (error) {
      if (!isNamespaceTerminating(error)) {
        const message = `Error creating: ${messageOf(error)}`;
        this.recorder.event(owner, 'Warning', 'FailedCreate', message);
      }
      throw error;
    }
  }

  async delete(owner: KubeObject, pod: Pod): Promise<void> {
    const { namespace = '', name = '' } = pod.metadata;
    try {
      await this.client.delete(pods, { namespace, name });
      this.recorder.event(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
    } catch (error) {
      if (isNotFound(error)) throw error;
      const why = messageOf(error);
      this.recorder.event(owner, 'Warning', 'FailedDelete', `Error deleting: ${why}`);
      throw new OperationalError('POD_NOT_DELETED', `unable to delete pods: ${why}`, {
        cause: error,
        retryable: true,
        details: { pod: keyOf(pod) },
      });
    }
  }
}

/** As `GetPodFromTemplate`: labels, annotations and finalizers of the template, and its owner. */
export function podFromTemplate(
  owner: KubeObject,
  { metadata = {}, spec }: PodTemplateSpec,
  ownerType: ResourceType,
): Pod {
  const { namespace = '', name = '' } = owner.metadata;
  const { labels, annotations, finalizers } = metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      generateName: name.length < podNameMax ? `${name}-` : name,
      namespace,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ownerReferences: [newControllerRef(owner, ownerType)],
      ...(finalizers && { finalizers }),
    },
    spec,
  };
}
