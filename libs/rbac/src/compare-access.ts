import { compactRules } from './compact-rules.js';
import { breakdownRule, uncoveredRules } from './covers.js';
import { type EscalationPath, findEscalationPaths } from './escalation-paths.js';
import type { PolicyRule } from './policy.js';
import type { ResolvedRule } from './rule-resolver.js';

export interface ExcessGrant {
  /** Only the part that goes beyond what is allowed. */
  readonly excess: PolicyRule;
  readonly grantedBy: ResolvedRule;
}

/** What a subject may do, held against what they should be able to do. */
export interface AccessComparison {
  /** Allowed, and not granted. */
  readonly missing: readonly PolicyRule[];
  /** Granted, and not allowed. */
  readonly excess: readonly ExcessGrant[];
  /** Ways from the excess to still more. */
  readonly escalationPaths: readonly EscalationPath[];
}

/** What every cluster grants everyone; a task that says "nothing else" does not mean these. */
export const everyonesBindings: readonly string[] = [
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
];

/**
 * Compares resolved rules with the rules a subject is meant to have. A grant by one of
 * `ignoredBindings` (names of ClusterRoleBindings) is no excess.
 */
export function compareAccess(
  allowed: readonly PolicyRule[],
  resolved: readonly ResolvedRule[],
  ignoredBindings: readonly string[] = everyonesBindings,
): AccessComparison {
  const considered = resolved.filter(
    ({ source }) =>
      source.namespace !== '' || !ignoredBindings.includes(source.binding.metadata.name ?? ''),
  );
  const granted = resolved.map(({ rule }) => rule);
  const excess = considered.flatMap((grantedBy) =>
    compactRules(uncoveredRules(allowed, breakdownRule(grantedBy.rule))).map((beyond) => ({
      excess: beyond,
      grantedBy,
    })),
  );
  return {
    missing: compactRules(uncoveredRules(granted, allowed)),
    excess,
    escalationPaths: findEscalationPaths(
      excess.map(({ excess: rule, grantedBy }) => ({ rule, source: grantedBy.source })),
    ),
  };
}
