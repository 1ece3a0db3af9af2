import type { GroupResource, KubeObject } from '@drillyard/kube-objects';

/** Synchronous reads of the current state, for authorizers and admission. Objects are frozen. */
export interface ObjectReader {
  get(resource: GroupResource, namespace: string, name: string): KubeObject | undefined;
  /** All objects of a resource, of one namespace where one is given; by key order. */
  list(resource: GroupResource, namespace?: string): Iterable<KubeObject>;
  /**
   * As `get`, for whoever goes by what an object says: a bootstrap object has no uid, age or
   * resourceVersion here, and costs the cluster no memory.
   */
  content(resource: GroupResource, namespace: string, name: string): KubeObject | undefined;
  /** As `list`, of such objects. */
  contents(resource: GroupResource, namespace?: string): Iterable<KubeObject>;
  /** Calls back after each write to the resource; returns how to stop. */
  subscribe(resource: GroupResource, onWrite: () => void): () => void;
}
