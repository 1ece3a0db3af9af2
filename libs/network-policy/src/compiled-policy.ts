import { type LabelMatcher, labelMatcher } from './label-matcher.js';
import { type Direction, isolates, type NetworkPolicy, rulesOf } from './network-policy.js';
import { type CompiledPeer, compilePeer } from './peer-matching.js';
import { type CompiledPort, compilePort } from './port-matching.js';

/** A policy, its selectors and ranges read once. */
export interface CompiledPolicy {
  readonly policy: NetworkPolicy;
  readonly namespace: string;
  readonly name: string;
  readonly subject: LabelMatcher;
  /** Undefined where the policy does not isolate the direction. */
  readonly ingress: readonly CompiledRule[] | undefined;
  readonly egress: readonly CompiledRule[] | undefined;
}

/** Peers and ports must both match; an empty list is no restriction. */
export interface CompiledRule {
  readonly path: string;
  readonly peers: readonly CompiledPeer[];
  readonly ports: readonly CompiledPort[];
}

export function compilePolicy(policy: NetworkPolicy): CompiledPolicy {
  const { namespace = 'default', name = '' } = policy.metadata;
  const rules = (direction: Direction) =>
    isolates(policy, direction) ? compileRules(policy, namespace, direction) : undefined;
  return {
    policy,
    namespace,
    name,
    subject: labelMatcher(policy.spec?.podSelector ?? {}),
    ingress: rules('ingress'),
    egress: rules('egress'),
  };
}

function compileRules(
  policy: NetworkPolicy,
  namespace: string,
  direction: Direction,
): CompiledRule[] {
  return rulesOf(policy, direction).map(({ path, peerField, peers, ports }) => ({
    path,
    peers: peers.map((peer, index) =>
      compilePeer(peer, namespace, `${path}.${peerField}[${index}]`),
    ),
    ports: ports.map((port, index) => compilePort(port, `${path}.ports[${index}]`)),
  }));
}
