import type { AuthorizationAttributes, User } from '@drillyard/rbac';

/** NoOpinion passes the question on to the next authorizer; with nobody left it is a refusal. */
export type Decision = 'Allow' | 'Deny' | 'NoOpinion';

export interface AuthorizationDecision {
  readonly decision: Decision;
  /** Upstream's words, such as `RBAC: allowed by ClusterRoleBinding "x" of ClusterRole "y" to User "z"`. */
  readonly reason: string;
  /** What went wrong while deciding (a webhook out of reach); the decision stands all the same. */
  readonly evaluationError?: string;
  /** Who decided, such as `RBAC`; nobody where none of a chain had an opinion. */
  readonly authorizer?: string;
  /** What each authorizer of a chain said, in the order they were asked. */
  readonly opinions?: readonly AuthorizerOpinion[];
}

/** The answer of one authorizer of a chain. */
export interface AuthorizerOpinion {
  /** Its type or, where it has been given one, its name: `Node`, `RBAC`, `ABAC`, `Webhook`. */
  readonly authorizer: string;
  readonly decision: Decision;
  readonly reason: string;
  readonly evaluationError?: string;
}

export interface Authorizer {
  authorize(attributes: AuthorizationAttributes): Promise<AuthorizationDecision>;
}

export interface ResourceRuleInfo {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

export interface NonResourceRuleInfo {
  readonly verbs: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** What a user may do in a namespace, as far as an authorizer can list it. */
export interface UserRules {
  readonly resourceRules: readonly ResourceRuleInfo[];
  readonly nonResourceRules: readonly NonResourceRuleInfo[];
  /** The authorizer allows more than it can list. */
  readonly isIncomplete: boolean;
  readonly evaluationError?: string;
}

/** Answers SelfSubjectRulesReviews (apiserver `authorizer.RuleResolver`). */
export interface RuleResolver {
  userRules(user: User, namespace: string): Promise<UserRules>;
}
