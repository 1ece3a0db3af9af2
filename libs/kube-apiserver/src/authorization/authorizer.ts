import type { AuthorizationAttributes } from '@drillyard/rbac';

/** NoOpinion passes the question on to the next authorizer; with nobody left it is a refusal. */
export type Decision = 'Allow' | 'Deny' | 'NoOpinion';

export interface AuthorizationDecision {
  readonly decision: Decision;
  /** Upstream's words, such as `RBAC: allowed by ClusterRoleBinding "x" of ClusterRole "y" to User "z"`. */
  readonly reason: string;
  /** What went wrong while deciding (a role that does not exist); the decision stands all the same. */
  readonly evaluationError?: string;
}

export interface Authorizer {
  authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision>;
}
