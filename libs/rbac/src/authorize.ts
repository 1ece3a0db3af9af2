import type { AuthorizationAttributes } from './attributes.js';
import { ruleAllows } from './rule-matching.js';
import {
  aggregateErrors,
  describeSource,
  type RbacReader,
  type ResolvedRule,
  resolveRules,
} from './rule-resolver.js';

export interface RbacDecision {
  /** RBAC never denies: what it does not allow it leaves to the next authorizer. */
  readonly isAllowed: boolean;
  /** `RBAC: allowed by …`; else what was missing while deciding; else empty. */
  readonly reason: string;
  /** The rule that allowed it. */
  readonly allowedBy?: ResolvedRule;
}

/** Upstream's `RBACAuthorizer.Authorize`. */
export function authorize(attributes: AuthorizationAttributes, reader: RbacReader): RbacDecision {
  const errors: string[] = [];
  for (const resolution of resolveRules(attributes.user, attributes.namespace, reader)) {
    if ('error' in resolution) {
      errors.push(resolution.error);
    } else if (ruleAllows(attributes, resolution.rule)) {
      const reason = `RBAC: allowed by ${describeSource(resolution.source)}`;
      return { isAllowed: true, reason, allowedBy: resolution };
    }
  }
  const reason = errors.length === 0 ? '' : `RBAC: ${aggregateErrors(errors)}`;
  return { isAllowed: false, reason };
}
