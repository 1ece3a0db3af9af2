/** One question a cluster's API server put to its authorizers, and which of them answered. */
export interface AuthorizationAnswer {
  readonly user: string;
  readonly groups: readonly string[];
  /** Lower case, such as `list`. */
  readonly verb: string;
  readonly apiGroup: string;
  /** With its subresource, such as `pods/log`; empty for a request that is not about a resource. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** Of a request that is not about a resource, such as `/metrics`. */
  readonly path: string;
  readonly isAllowed: boolean;
  /** `Node`, `RBAC`, `ABAC`, `Webhook` and so on; undefined where none of them had an opinion. */
  readonly authorizer: string | undefined;
  /** Its own words, such as which binding allows it. */
  readonly reason: string;
}

/**
 * What a cluster's authorizers said lately: the last questions, oldest first, and those to come. It is kept in
 * memory and forgets; where a provider cannot tell, there is none.
 */
export interface AuthorizationTrail {
  recent(): Iterable<AuthorizationAnswer>;
  /** Calls back after each answer; returns how to stop. */
  subscribe(listener: (answer: AuthorizationAnswer) => void): () => void;
}
