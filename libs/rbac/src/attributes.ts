/**
 * A request as an authorizer sees it (apiserver `authorizer.Attributes`). For a resource request
 * `path` is empty; for a non-resource request (`/healthz`) only user, verb and path count.
 */
export interface AuthorizationAttributes {
  readonly user: {
    readonly name: string;
    readonly uid?: string;
    readonly groups: readonly string[];
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
  /** Lower case: get, list, watch, create, update, patch, delete, deletecollection, or any other. */
  readonly verb: string;
  readonly isResourceRequest: boolean;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly path: string;
  /** Of a list, a watch or a deletecollection: what narrows it, as far as it could be read. */
  readonly fieldSelector?: readonly {
    readonly field: string;
    readonly operator: '=' | '!=';
    readonly value: string;
  }[];
}
