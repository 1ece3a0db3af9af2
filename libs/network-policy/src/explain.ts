import { describeLabels } from './label-matcher.js';
import { describeParty, type Party } from './party.js';
import type { DirectionVerdict, PolicyFinding, RuleFinding, Verdict } from './verdict.js';

/** A verdict in sentences for somebody who is new to network policies: first the answer, then why. */
export function explainVerdict(verdict: Verdict): string[] {
  const { from, to, port, protocol } = verdict.connection;
  const may = verdict.isAllowed ? 'may' : 'may not';
  return [
    `${capital(describeParty(from))} ${may} connect to ${describeParty(to)} on ${protocol} port ${port}.`,
    ...explainDirection(verdict.egress, from),
    ...explainDirection(verdict.ingress, to),
  ];
}

/** `subject` is the end the direction is about: the source of egress, the destination of ingress. */
export function explainDirection(direction: DirectionVerdict, subject: Party): string[] {
  const head = direction.direction === 'egress' ? 'Sending' : 'Receiving';
  const is = direction.isAllowed ? 'is allowed' : 'is denied';
  return [`${head} ${is}: ${why(direction, subject)}.`, ...details(direction, subject)];
}

function why({ reason, direction, policies }: DirectionVerdict, subject: Party): string {
  const who = describeParty(subject);
  switch (reason) {
    case 'same-pod':
      return 'no policy comes between a pod and itself';
    case 'same-node':
      return `a node and the pods on it always reach each other, and ${who} is on that node`;
    case 'finished':
      return 'the pod has ended, so nothing runs in it that could talk';
    case 'no-pod':
      return `${who} is no pod, so no policy applies to it`;
    case 'host-network':
      return `${who} uses the network of its node, and policies do not apply to such pods`;
    case 'not-isolated':
      return `no policy selects ${who} for ${direction}, and what no policy selects is open`;
    case 'allowed-by-rule':
      return allowing(policies)
        .map(({ policy, rule }) => `${rule.path} of policy ${nameOf(policy)} allows it`)
        .slice(0, 1)
        .join('');
    case 'no-rule-matches':
      return `${policies.map(nameOf).join(', ')} ${policies.length === 1 ? 'selects' : 'select'} ${who} for ${direction}, and no rule of ${policies.length === 1 ? 'it' : 'them'} matches`;
  }
}

/** The rules that allow, each with its policy; one is enough. */
export function allowing(
  policies: readonly PolicyFinding[],
): { readonly policy: PolicyFinding; readonly rule: RuleFinding }[] {
  return policies.flatMap((policy) =>
    policy.rules.filter(({ matches }) => matches).map((rule) => ({ policy, rule })),
  );
}

function details({ reason, policies, passedOver }: DirectionVerdict, subject: Party): string[] {
  if (reason === 'no-rule-matches') return policies.flatMap(explainPolicy);
  if (reason !== 'not-isolated' || subject.kind !== 'pod') return [];
  return passedOver.map(
    (policy) =>
      `  policy ${nameOf(policy)} selects pods with ${policy.wants}; ${describeParty(subject)} has ${describeLabels(subject.labels)}`,
  );
}

function explainPolicy(policy: PolicyFinding): string[] {
  if (policy.rules.length === 0) {
    return [`  policy ${nameOf(policy)} has no rules: it allows nothing`];
  }
  return policy.rules.map((rule) => `  policy ${nameOf(policy)}, ${whyNot(rule)}`);
}

/** `ingress[0]: from[0] podSelector wants …; ports[0] it is about TCP …` */
export function whyNot({ path, peers, ports }: RuleFinding): string {
  const isBlocking = (list: RuleFinding['peers']) =>
    list.length > 0 && list.every(({ mismatch }) => mismatch !== undefined);
  const blocking = [peers, ports].filter(isBlocking).flat();
  const texts = blocking.map((each) => `${each.path.slice(path.length + 1)}: ${each.mismatch}`);
  return `${path}: ${texts.join('; ')}`;
}

/** `shop/allow-web` */
export function nameOf({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
