import type { KubeObject } from '@drillyard/kube-objects';

/** On the object that shows a static pod in the API: the UID by which its node knows it. */
export const mirrorAnnotation = 'kubernetes.io/config.mirror';
const sourceAnnotation = 'kubernetes.io/config.source';

type Named = Pick<KubeObject, 'metadata'>;

/** Whether an object only shows a static pod. */
export function isMirror({ metadata }: Named): boolean {
  return metadata.annotations?.[mirrorAnnotation] !== undefined;
}

/** Whether a pod is one that a file of the node describes (kubelet `types.IsStaticPod`). */
export function isStatic(pod: Named): boolean {
  const source = pod.metadata.annotations?.[sourceAnnotation];
  return source !== undefined && source !== 'api' && !isMirror(pod);
}

/** The UID a pod has on its node, whichever of the two objects it is asked of. */
export function uidOnNode({ metadata }: Named): string {
  return metadata.annotations?.[mirrorAnnotation] ?? metadata.uid ?? '';
}
