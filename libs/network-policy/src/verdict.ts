import { destinationAddress, familiesOf, sourceAddress } from './address-choice.js';
import type { CompiledPolicy, CompiledRule } from './compiled-policy.js';
import type { IpAddress } from './ip-range.js';
import type { Network } from './network.js';
import type { Direction, Protocol } from './network-policy.js';
import { isSameParty, nodeOf, type Party } from './party.js';

/** A connection as it is opened; replies belong to it and need no rule of their own. */
export interface Connection {
  readonly from: Party;
  readonly to: Party;
  /** The port at the destination, after any Service has been resolved. */
  readonly port: number;
  readonly protocol: Protocol;
  /** The address it is opened to; one of `to` in a family that both have unless given. */
  readonly address?: IpAddress | undefined;
}

export interface Verdict {
  readonly connection: Connection;
  /** Both directions must allow it. */
  readonly isAllowed: boolean;
  /** May the source send it? */
  readonly egress: DirectionVerdict;
  /** May the destination receive it? */
  readonly ingress: DirectionVerdict;
}

/** Why a direction is as it is. Only the last two have to do with policies that select the pod. */
export type DirectionReason =
  | 'same-pod' // nothing comes between a pod and itself
  | 'same-node' // a node always reaches its own pods, and they it
  | 'finished' // nothing runs in the pod any more
  | 'no-pod' // outside the cluster, or a node: no policy applies
  | 'host-network' // a policy selects no pod that uses its node's network
  | 'not-isolated' // no policy selects the pod in this direction
  | 'allowed-by-rule'
  | 'no-rule-matches';

export interface DirectionVerdict {
  readonly direction: Direction;
  readonly isAllowed: boolean;
  readonly reason: DirectionReason;
  /** Every policy that selects the pod in this direction, with every rule. */
  readonly policies: readonly PolicyFinding[];
  /** Policies of the pod's namespace that isolate this direction, but select other pods. */
  readonly passedOver: readonly PassedOverPolicy[];
}
export interface PolicyFinding {
  readonly namespace: string;
  readonly name: string;
  readonly rules: readonly RuleFinding[];
}
export interface RuleFinding {
  /** `ingress[0]` */
  readonly path: string;
  readonly matches: boolean;
  /** Empty where the rule is for everybody. */
  readonly peers: readonly Finding[];
  /** Empty where the rule is for every port. */
  readonly ports: readonly Finding[];
}
export interface Finding {
  /** `ingress[0].from[1]` */
  readonly path: string;
  /** Why it does not match, for a beginner; undefined where it does. */
  readonly mismatch: string | undefined;
}
export interface PassedOverPolicy {
  readonly namespace: string;
  readonly name: string;
  /** The labels it wants: `tier=web`. */
  readonly wants: string;
}

/**
 * What the NetworkPolicies of a cluster say about a connection, and why (the API's `types.go` and
 * the concept page on network policies: rules of all policies add up, both ends must agree). Whether
 * a pod listens is not asked. A pod without an address is judged by its labels.
 */
export function verdict(network: Network, connection: Connection): Verdict {
  const egress = judge(network, connection, 'egress');
  const ingress = judge(network, connection, 'ingress');
  return { connection, isAllowed: egress.isAllowed && ingress.isAllowed, egress, ingress };
}

function judge(network: Network, connection: Connection, direction: Direction): DirectionVerdict {
  const { from, to } = connection;
  const [subject, peer] = direction === 'ingress' ? [to, from] : [from, to];
  const none = { direction, policies: [], passedOver: [] };
  const exception = exceptionFor(subject, peer);
  if (exception !== undefined) return { ...none, ...exception };
  if (subject.kind !== 'pod') return { ...none, isAllowed: true, reason: 'no-pod' };
  const policies = network.policiesOf(subject, direction);
  const findings = policies.map((policy) => findPolicy(policy, direction, connection));
  const passedOver = network
    .policiesIn(subject.namespace)
    .filter((policy) => policy[direction] !== undefined && !policies.includes(policy))
    .map(({ namespace, name, subject: wanted }) => ({ namespace, name, wants: wanted.text }));
  const verdictOf = (isAllowed: boolean, reason: DirectionReason) => ({
    direction,
    isAllowed,
    reason,
    policies: findings,
    passedOver,
  });
  if (policies.length === 0) return verdictOf(true, 'not-isolated');
  return findings.some(({ rules }) => rules.some(({ matches }) => matches))
    ? verdictOf(true, 'allowed-by-rule')
    : verdictOf(false, 'no-rule-matches');
}

/** What no policy decides, in the order in which it is asked. */
export function exceptionFor(
  subject: Party,
  peer: Party,
): Pick<DirectionVerdict, 'isAllowed' | 'reason'> | undefined {
  const isFinished = [subject, peer].some((party) => party.kind === 'pod' && party.isFinished);
  if (isFinished) return { isAllowed: false, reason: 'finished' };
  if (isSameParty(subject, peer)) return { isAllowed: true, reason: 'same-pod' };
  if (subject.kind !== 'pod') return undefined;
  if (subject.isHostNetwork) return { isAllowed: true, reason: 'host-network' };
  const isOwnNode = subject.nodeName !== undefined && nodeOf(peer) === subject.nodeName;
  return isOwnNode ? { isAllowed: true, reason: 'same-node' } : undefined;
}

function findPolicy(
  { namespace, name, ...policy }: CompiledPolicy,
  direction: Direction,
  connection: Connection,
): PolicyFinding {
  const rules = (policy[direction] ?? []).map((rule) => findRule(rule, direction, connection));
  return { namespace, name, rules };
}

function findRule(rule: CompiledRule, direction: Direction, connection: Connection): RuleFinding {
  const { port, protocol, to } = connection;
  const { party, address } = peerOf(connection, direction);
  const peers = rule.peers.map(({ path, mismatch }) => ({
    path,
    mismatch: mismatch(party, address)?.(),
  }));
  const ports = rule.ports.map(({ path, mismatch }) => ({
    path,
    mismatch: mismatch(port, protocol, to)?.(),
  }));
  return { path: rule.path, matches: anyMatches(peers) && anyMatches(ports), peers, ports };
}

/** The other end, and the address it is known by. */
function peerOf({ from, to, address }: Connection, direction: Direction) {
  return direction === 'egress'
    ? { party: to, address: address ?? destinationAddress(familiesOf(from), to) }
    : { party: from, address: sourceAddress(from, address ? [address.family] : familiesOf(to)) };
}

function anyMatches(findings: readonly Finding[]): boolean {
  return findings.length === 0 || findings.some(({ mismatch }) => mismatch === undefined);
}
