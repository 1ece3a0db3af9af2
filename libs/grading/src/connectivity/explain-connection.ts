import {
  allowing,
  type ConnectProblem,
  type DirectionVerdict,
  describeParty,
  explainDirection,
  nameOf,
  type Party,
  type Verdict,
  whyNot,
} from '@drillyard/network-policy';
import type { Evidence } from '../check-outcome.js';

/** Why there is nobody to connect to, as the end of a sentence. */
export const problemTexts: Readonly<Record<ConnectProblem, string>> = {
  'unknown-host': 'the name is not known in the cluster',
  'lookup-denied': 'the name cannot be looked up: the connection to the cluster’s DNS is denied',
  'no-such-port': 'the Service has no such port',
  'no-endpoints': 'no pod that is ready stands behind it',
};

/** For a connection that should get through: each end that refuses, with what each rule lacks. */
export function whyDenied({ connection, egress, ingress }: Verdict): Evidence[] {
  return [
    ...(egress.isAllowed ? [] : refusals(egress, connection.from)),
    ...(ingress.isAllowed ? [] : refusals(ingress, connection.to)),
  ];
}

function refusals(verdict: DirectionVerdict, subject: Party): Evidence[] {
  const summary = summaryOf(verdict, subject);
  const rules = verdict.policies.flatMap((policy) => {
    const object = `NetworkPolicy ${nameOf(policy)}`;
    if (policy.rules.length === 0) {
      const fieldPath = `spec.${verdict.direction}`;
      return [{ object, fieldPath, message: 'has no rules, so it allows nothing' }];
    }
    return policy.rules.map((rule) => ({
      object,
      fieldPath: `spec.${rule.path}`,
      message: whyNot(rule).slice(rule.path.length + 2),
    }));
  });
  return [summary, ...rules];
}

/** For a connection that should not: what lets it through at each end where a policy could stop it. */
export function whyAllowed({ connection, egress, ingress }: Verdict): Evidence[] {
  return [...openings(ingress, connection.to), ...openings(egress, connection.from)];
}

function openings(verdict: DirectionVerdict, subject: Party): Evidence[] {
  if (verdict.reason === 'no-pod') return [];
  if (verdict.reason === 'allowed-by-rule') {
    return allowing(verdict.policies).map(({ policy, rule }) => ({
      object: `NetworkPolicy ${nameOf(policy)}`,
      fieldPath: `spec.${rule.path}`,
      message: `allows it at ${describeParty(subject)}`,
    }));
  }
  const passedOver = verdict.passedOver.map((policy) => ({
    object: `NetworkPolicy ${nameOf(policy)}`,
    fieldPath: 'spec.podSelector',
    message: `selects pods with ${policy.wants}, and so not ${describeParty(subject)}`,
  }));
  return [summaryOf(verdict, subject), ...passedOver];
}

function summaryOf(verdict: DirectionVerdict, subject: Party): Evidence {
  const [message = ''] = explainDirection(verdict, subject);
  const object = describeParty(subject);
  return { object: object.charAt(0).toUpperCase() + object.slice(1), message };
}
