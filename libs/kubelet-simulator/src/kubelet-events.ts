import type { EventRecorder, EventType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { type Container, containerFieldPath, type Pod } from './api/pod.js';

/** Tells events as a kubelet does: about pods, and about containers by their place in the pod. */
export class KubeletEvents {
  constructor(private readonly recorder: EventRecorder) {}

  pod(pod: Pod, type: EventType, reason: string, message: string): void {
    this.recorder.event(pod, type, reason, message);
  }

  container(
    pod: Pod,
    container: Container,
    type: EventType,
    reason: string,
    message: string,
  ): void {
    this.recorder.event(pod, type, reason, message, containerFieldPath(pod, container));
  }

  node(node: KubeObject, type: EventType, reason: string, message: string): void {
    // Events about nodes carry the name where others carry the UID (kubelet `nodeRef`).
    const { name = '' } = node.metadata;
    const reference = { apiVersion: '', kind: 'Node', metadata: { name, uid: name } };
    this.recorder.event(reference, type, reason, message);
  }
}
