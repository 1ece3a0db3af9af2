import type { KubeObject } from '@drillyard/kube-objects';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import {
  claimNames,
  configMapNames,
  resourceClaimNames,
  secretNames,
  volumeSecrets,
} from './pod-references.js';

/** By these a kubelet makes a static pod known: such a pod gives its node nothing to read. */
export const mirrorPodAnnotation = 'kubernetes.io/config.mirror';

export type RelatedKind =
  | 'pods'
  | 'secrets'
  | 'configmaps'
  | 'serviceaccounts'
  | 'persistentvolumeclaims'
  | 'persistentvolumes'
  | 'resourceclaims'
  | 'volumeattachments'
  | 'resourceslices';

/**
 * Which objects belong to a node: its pods, what they mount, and what those volumes need (upstream
 * `plugin/pkg/auth/authorizer/node`, graph). Upstream keeps a graph because it asks over a network;
 * here the pods of one namespace are at hand.
 */
export class NodeRelations {
  constructor(private readonly reader: ObjectReader) {}

  isRelated(nodeName: string, kind: RelatedKind, namespace: string, name: string): boolean {
    switch (kind) {
      case 'pods':
        return this.isOn(this.get('', kind, namespace, name), nodeName);
      case 'secrets':
        return (
          this.isUsed(nodeName, namespace, name, secretNames) ||
          this.isVolumeSecret(nodeName, namespace, name)
        );
      case 'configmaps':
        return this.isUsed(nodeName, namespace, name, configMapNames);
      case 'serviceaccounts':
        return this.isUsed(nodeName, namespace, name, ({ spec }) => [spec.serviceAccountName]);
      case 'persistentvolumeclaims':
        return this.isUsed(nodeName, namespace, name, claimNames);
      case 'resourceclaims':
        return this.isUsed(nodeName, namespace, name, resourceClaimNames);
      case 'persistentvolumes':
        return this.isClaimed(this.get('', kind, '', name), nodeName);
      case 'volumeattachments':
        return this.isOn(this.get('storage.k8s.io', kind, '', name), nodeName);
      case 'resourceslices':
        return this.isOn(this.get('resource.k8s.io', kind, '', name), nodeName);
    }
  }

  private get(group: string, resource: string, namespace: string, name: string): Draft | undefined {
    return this.reader.get({ group, resource }, namespace, name);
  }

  private isOn(object: Draft | undefined, nodeName: string): boolean {
    return object?.['spec']?.nodeName === nodeName;
  }

  /** Whether a pod of the node, other than a mirror pod, names the object. */
  private isUsed(
    nodeName: string,
    namespace: string,
    name: string,
    references: (pod: Draft) => readonly string[],
  ): boolean {
    const pods: Iterable<KubeObject> = this.reader.list({ group: '', resource: 'pods' }, namespace);
    for (const pod of pods) {
      const isMirror = pod.metadata.annotations?.[mirrorPodAnnotation] !== undefined;
      if (!isMirror && this.isOn(pod, nodeName) && references(pod).includes(name)) return true;
    }
    return false;
  }

  private isClaimed(volume: Draft | undefined, nodeName: string): boolean {
    const { claimRef } = volume?.['spec'] ?? {};
    if (claimRef === undefined) return false;
    return this.isUsed(nodeName, claimRef.namespace, claimRef.name, claimNames);
  }

  private isVolumeSecret(nodeName: string, namespace: string, name: string): boolean {
    const volumes: Iterable<Draft> = this.reader.list({ group: '', resource: 'persistentvolumes' });
    for (const volume of volumes) {
      const isNamed = volumeSecrets(volume).some(
        (secret) => secret.name === name && secret.namespace === namespace,
      );
      if (isNamed && this.isClaimed(volume, nodeName)) return true;
    }
    return false;
  }
}
