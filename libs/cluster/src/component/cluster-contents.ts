import type { KubeObject } from '@drillyard/kube-objects';
import type { InformerEvent, ResourceType } from './component-client.js';

/** Names what an object is, as its `apiVersion` and `kind` do, or an owner reference's. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The objects of one resource in a namespace. */
export interface NamespacedObjects {
  readonly resource: ResourceType;
  readonly objects: readonly KubeObject[];
}

/**
 * All objects of a cluster that can be deleted, whatever their resource: what the namespace
 * controller and the garbage collector work on (client-go's discovery and metadata informers).
 * Objects are shared and must not be changed; of them only the metadata is promised.
 */
export interface ClusterContents {
  /** Resolves once `get` knows everything there was when somebody subscribed first. */
  readonly synced: Promise<void>;
  /** What serves objects of a kind; undefined where nothing does, as far as is known now. */
  resourceOf(kind: ObjectKind): ResourceType | undefined;
  /** From a cache, which is kept from the first subscription on. */
  get(resource: ResourceType, namespace: string, name: string): KubeObject | undefined;
  /**
   * Calls back for each change of any object, and first, as ADDED, for those that are there and may
   * have owners or finalizers; answers with how to stop.
   */
  subscribe(listener: (event: InformerEvent<KubeObject>) => void): () => void;
  /** From the server itself: what can be deleted in a namespace, each object once. */
  list(namespace: string): Promise<readonly NamespacedObjects[]>;
  /**
   * Calls back with the namespace of each object that went. Missing where that would take watching
   * everything: whoever waits for a namespace to become empty then looks again from time to time.
   */
  readonly onRemoval?: (listener: (namespace: string) => void) => () => void;
}
