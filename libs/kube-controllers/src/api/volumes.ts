import type { ObjectReference, ResourceType } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { coreResource, type ResourceList, type Selector } from './core.js';

export interface PersistentVolumeClaim extends KubeObject {
  readonly spec: {
    readonly accessModes?: readonly string[];
    readonly resources?: { readonly requests?: ResourceList };
    readonly volumeName?: string;
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly selector?: Selector;
  };
  readonly status?: {
    readonly phase?: string;
    readonly accessModes?: readonly string[];
    readonly capacity?: ResourceList;
  };
}
export interface PersistentVolume extends KubeObject {
  readonly spec: {
    readonly capacity?: ResourceList;
    readonly accessModes?: readonly string[];
    readonly claimRef?: Partial<ObjectReference>;
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly [field: string]: unknown;
  };
  readonly status?: { readonly phase?: string };
}
export interface StorageClass extends KubeObject {
  readonly provisioner: string;
  readonly volumeBindingMode?: string;
}

export const persistentVolumeClaims = coreResource<PersistentVolumeClaim>(
  'PersistentVolumeClaim',
  'persistentvolumeclaims',
);
export const persistentVolumes: ResourceType<PersistentVolume> = {
  ...coreResource<PersistentVolume>('PersistentVolume', 'persistentvolumes'),
  namespaced: false,
};
export const storageClasses: ResourceType<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  resource: 'storageclasses',
  namespaced: false,
};
