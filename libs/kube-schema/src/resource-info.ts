/** One resource the API serves: what discovery says of it, and which type its objects have. */
export interface ResourceInfo {
  readonly group: string;
  readonly version: string;
  /** Plural, such as `rolebindings`. */
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly SubresourceInfo[];
  /** Whether DELETE answers with the object; most resources answer with a Status. */
  readonly returnsDeleted: boolean;
  /** Of the version objects are stored in; absent where nothing is stored (reviews). */
  readonly storageVersionHash?: string;
}
export interface SubresourceInfo {
  /** Such as `status`, `scale`, `token`. */
  readonly name: string;
  /** Type of its bodies; differs from the resource's for scale, token, eviction, binding. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

/** A group with its versions, the preferred one first, as discovery lists them. */
export interface GroupInfo {
  /** Empty for the core group. */
  readonly group: string;
  /** Of its APIServices: the higher, the earlier in discovery. */
  readonly groupPriority: number;
  readonly versions: readonly { readonly version: string; readonly priority: number }[];
}
