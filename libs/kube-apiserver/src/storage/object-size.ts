import type { KubeObject } from '@drillyard/kube-objects';

/** Characters of its JSON: what limits count. */
export function sizeOf(object: KubeObject | undefined): number {
  return object === undefined ? 0 : JSON.stringify(object).length;
}
