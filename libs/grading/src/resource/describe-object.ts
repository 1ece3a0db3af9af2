import type { KubeObject } from '@drillyard/kube-objects';

/** `Role atlas/pod-reader`, `ClusterRole view`. */
export function describeObject(object: KubeObject | undefined): string {
  if (object === undefined) return 'The object';
  const { name = '', namespace } = object.metadata;
  return `${object.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
