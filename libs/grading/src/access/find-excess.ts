import type { AccessSpec } from '@drillyard/lab-spec';
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
import { describeRule } from './expected-rules.js';
import type { RbacSnapshot } from './rbac-snapshot.js';

export interface Excess {
  /** `delete pods in namespace atlas` */
  readonly what: string;
  readonly evidence: readonly Evidence[];
}

/**
 * What the subject may do beyond the expected rules, anywhere in the cluster: inside the namespace
 * of the check the expected rules are allowed, elsewhere only what everybody has.
 */
export function findExcess(
  spec: AccessSpec,
  expected: readonly PolicyRule[],
  snapshot: RbacSnapshot,
): Excess[] {
  const rules = snapshot.rulesOf(toUser(spec.as)).flatMap(asGranted);
  const inside = rules.filter(({ source }) => isWithin(source.namespace, spec.namespace));
  const outside = rules.filter(({ source }) => !isWithin(source.namespace, spec.namespace));
  return [
    ...excessOf([...expected, ...everyonesRules], inside, snapshot),
    ...excessOf(everyonesRules, outside, snapshot),
  ];
}

/** A check without a namespace expects its rules in the whole cluster. */
function isWithin(namespace: string, expectedNamespace: string | undefined): boolean {
  return expectedNamespace === undefined || namespace === expectedNamespace;
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
