import type { GroupVersionResource, KubeObject } from '@drillyard/kube-objects';

/** A resource, and the type its objects have. */
export interface ResourceType<T extends KubeObject = KubeObject> extends GroupVersionResource {
  readonly kind: string;
  readonly namespaced: boolean;
  /** Tells the compiler of T; there is never a value. */
  readonly object?: T;
}

/** Which object; the namespace is empty where there is none. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

export interface ObjectPatch {
  readonly type: 'json' | 'merge' | 'strategic';
  readonly body: unknown;
  readonly subresource?: string;
}

/** metav1 `DeleteOptions`, the fields in use. */
export interface ObjectDeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground';
}

/** A change as an informer saw it; for DELETED the object is the last state known. */
export type InformerEvent<T extends KubeObject> =
  | { readonly type: 'ADDED' | 'DELETED'; readonly object: T }
  | { readonly type: 'MODIFIED'; readonly object: T; readonly previous: T };

/** How objects can be found besides by name; the name is the index's identity. */
export interface ObjectIndex<T extends KubeObject> {
  readonly name: string;
  /** The values under which an object is found. */
  values(object: T): readonly string[];
}

/**
 * A cache of all objects of a resource that follows the API (client-go's shared informers). What
 * it hands out is shared and must not be changed.
 */
export interface Informer<T extends KubeObject> {
  /** Resolves once the cache holds everything there was when it began. */
  readonly synced: Promise<void>;
  get(namespace: string, name: string): T | undefined;
  /** Of one namespace where one is given, in the order of their names. */
  list(namespace?: string): Iterable<T>;
  byIndex(index: ObjectIndex<T>, value: string): readonly T[];
  /** Calls back for what is there already, as ADDED, and for each change; answers with how to stop. */
  subscribe(listener: (event: InformerEvent<T>) => void): () => void;
  /** Calls back for each change from now on; answers with how to stop. */
  onChange(listener: (event: InformerEvent<T>) => void): () => void;
}

/**
 * The Kubernetes API as a controller, a scheduler or a kubelet uses it: with its own identity, and
 * nothing that a real API server would not answer. Refusals are KubeApiErrors.
 */
export interface ComponentClient {
  informer<T extends KubeObject>(type: ResourceType<T>): Informer<T>;
  /** From the server itself, not from a cache. */
  get<T extends KubeObject>(type: ResourceType<T>, name: ObjectName): Promise<T>;
  /** Its metadata is what the client says of it: the server adds the rest. */
  create<T extends KubeObject>(type: ResourceType<T>, object: T): Promise<T>;
  /** Replaces an object, or what a subresource such as `status` holds of it. */
  update<T extends KubeObject>(type: ResourceType<T>, object: T, subresource?: string): Promise<T>;
  patch<T extends KubeObject>(
    type: ResourceType<T>,
    name: ObjectName,
    patch: ObjectPatch,
  ): Promise<T>;
  delete(type: ResourceType, name: ObjectName, options?: ObjectDeleteOptions): Promise<void>;
  /** POST to a subresource that acts: `binding`, `eviction`, `token`; answers with what it answers. */
  act(
    type: ResourceType,
    name: ObjectName,
    subresource: string,
    body: KubeObject,
  ): Promise<KubeObject>;
}
