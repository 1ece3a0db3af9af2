import type { ObjectIndex, ResourceType } from '@drillyard/cluster';
import { formatApiVersion, type KubeObject, type OwnerReference } from '@drillyard/kube-objects';

/** The one owner that manages an object, where there is one. */
export function controllerOf({ metadata }: KubeObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}

export function isControlledBy(object: KubeObject, owner: KubeObject): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

export function newControllerRef(owner: KubeObject, type: ResourceType): OwnerReference {
  const { name = '', uid = '' } = owner.metadata;
  const { kind } = type;
  const apiVersion = formatApiVersion(type);
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

const orphan = (namespace = '') => `_orphan/${namespace}`;

/** Finds what a controller owns by its uid, and the orphans of a namespace. */
export const byController: ObjectIndex<KubeObject> = {
  name: 'controller',
  values: (object) => [controllerOf(object)?.uid ?? orphan(object.metadata.namespace)],
};

/** Under which value {@link byController} finds what nobody owns. */
export const orphansOf = orphan;
