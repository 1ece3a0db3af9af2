import type { AccessSubject } from '@drillyard/lab-spec';
import {
  compareAccess,
  type ExcessGrant,
  type PolicyRule,
  type ResolvedRule,
} from '@drillyard/rbac';
import type { Evidence } from '../check-outcome.js';
import { describeObject } from '../resource/describe-object.js';
import { describeNamespace } from './access-review.js';
import { toUser } from './access-subject.js';
import { everyonesRules } from './everyones-rules.js';
import { describeRule, type ExpectedRule } from './expected-rules.js';
import type { RbacSnapshot } from './rbac-snapshot.js';

export interface Excess {
  /** `delete pods in namespace atlas` */
  readonly what: string;
  readonly evidence: readonly Evidence[];
}

/**
 * What the subject may do beyond the expected rules, anywhere in the cluster: each is allowed where
 * it is expected, elsewhere only what everybody has.
 */
export function findExcess(
  subject: AccessSubject,
  expected: readonly ExpectedRule[],
  snapshot: RbacSnapshot,
): Excess[] {
  const rules = snapshot.rulesOf(toUser(subject)).flatMap(asGranted);
  const namespaces = new Set(rules.map(({ source }) => source.namespace));
  return [...namespaces].flatMap((namespace) => {
    const allowed = expected.filter((each) => isWithin(namespace, each.namespace));
    return excessOf(
      [...allowed.map(({ rule }) => rule), ...everyonesRules],
      rules.filter(({ source }) => source.namespace === namespace),
      snapshot,
    );
  });
}

/** What is expected in the whole cluster may be granted in a namespace as well. */
function isWithin(namespace: string, expectedNamespace: string): boolean {
  return expectedNamespace === '' || namespace === expectedNamespace;
}

/** A RoleBinding grants no non-resource URL, whatever its role says. */
function asGranted(resolved: ResolvedRule): ResolvedRule[] {
  if (resolved.source.namespace === '' || !resolved.rule.nonResourceURLs?.length) return [resolved];
  return resolved.rule.resources?.length ? [resolved] : [];
}

function excessOf(
  allowed: readonly PolicyRule[],
  rules: readonly ResolvedRule[],
  snapshot: RbacSnapshot,
): Excess[] {
  const comparison = compareAccess(allowed, rules, []);
  return comparison.excess.map((grant) => {
    const paths = comparison.escalationPaths.filter(
      ({ grantedBy }) =>
        grantedBy.rule === grant.excess && grantedBy.source === grant.grantedBy.source,
    );
    return {
      what: `${describeRule(grant.excess)} ${describeNamespace(grant.grantedBy.source.namespace)}`,
      evidence: [
        ...grantEvidence(grant, snapshot),
        ...paths.map(({ name, consequence }) => ({
          object: describeObject(grant.grantedBy.source.binding),
          message: `opens the escalation path ${name}: the holder can ${consequence}`,
        })),
      ],
    };
  });
}

/** The rule that grants it, and the binding that gives it to the subject. */
function grantEvidence({ excess, grantedBy }: ExcessGrant, snapshot: RbacSnapshot): Evidence[] {
  const { binding, subject } = grantedBy.source;
  const role = snapshot.roleOf(binding);
  const index = role?.rules?.indexOf(grantedBy.rule) ?? -1;
  return [
    {
      object: describeObject(role),
      ...(index >= 0 && { fieldPath: `rules[${index}]` }),
      message: `allows ${describeRule(excess)}`,
    },
    {
      object: describeObject(binding),
      message: `gives it to the ${subject.kind} ${subject.name}`,
    },
  ];
}
