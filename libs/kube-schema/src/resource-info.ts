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
