import { type BlockMatcher, blockMatcher, type IpAddress } from './ip-range.js';
import { describeLabels, type LabelMatcher, labelMatcher } from './label-matcher.js';
import type { NetworkPolicyPeer } from './network-policy.js';
import { describeParty, type Party, type PodParty } from './party.js';

/** Why something does not match, put into words only when somebody reads it. */
export type Mismatch = () => string;

/** One entry of `from` or `to`. */
export interface CompiledPeer {
  /** `ingress[0].from[1]` */
  readonly path: string;
  /** Undefined where the party is meant. `address` is the one it talks by, if it has any. */
  readonly mismatch: (party: Party, address: IpAddress | undefined) => Mismatch | undefined;
}

/**
 * A peer with an ipBlock means addresses, whoever has them; one with selectors means pods, those of
 * the policy's own namespace unless it has a namespaceSelector. The API server refuses a peer with
 * both or neither; here it means nobody.
 */
export function compilePeer(
  peer: NetworkPolicyPeer,
  policyNamespace: string,
  path: string,
): CompiledPeer {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  const hasSelector = isGiven(podSelector) || isGiven(namespaceSelector);
  if (isGiven(ipBlock) === hasSelector) {
    return { path, mismatch: () => () => 'it must have either an ipBlock or selectors' };
  }
  if (isGiven(ipBlock)) return { path, mismatch: byBlock(blockMatcher(ipBlock)) };
  const pods = labelMatcher(podSelector ?? {});
  const namespaces = isGiven(namespaceSelector) ? labelMatcher(namespaceSelector) : undefined;
  return { path, mismatch: bySelectors(pods, namespaces, policyNamespace) };
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function byBlock(block: BlockMatcher): CompiledPeer['mismatch'] {
  return (party, address) => {
    if (address === undefined) return () => `${describeParty(party)} has no address yet`;
    return block(address);
  };
}

function bySelectors(
  pods: LabelMatcher,
  namespaces: LabelMatcher | undefined,
  policyNamespace: string,
): CompiledPeer['mismatch'] {
  return (party) => {
    if (party.kind !== 'pod') {
      return () => `it selects pods, and ${describeParty(party)} is none`;
    }
    if (party.isHostNetwork) {
      return () => `${describeParty(party)} uses the network of its node, so no selector sees it`;
    }
    return namespaceMismatch(party, namespaces, policyNamespace) ?? podMismatch(party, pods);
  };
}

function namespaceMismatch(
  party: PodParty,
  namespaces: LabelMatcher | undefined,
  policyNamespace: string,
): Mismatch | undefined {
  if (namespaces === undefined) {
    return party.namespace === policyNamespace
      ? undefined
      : () =>
          `without a namespaceSelector it means pods of namespace ${policyNamespace} only, and ${describeParty(party)} is in ${party.namespace}`;
  }
  return namespaces.matches(party.namespaceLabels)
    ? undefined
    : () =>
        `namespaceSelector wants ${namespaces.text}; namespace ${party.namespace} has ${describeLabels(party.namespaceLabels)}`;
}

function podMismatch(party: PodParty, pods: LabelMatcher): Mismatch | undefined {
  return pods.matches(party.labels)
    ? undefined
    : () =>
        `podSelector wants ${pods.text}; ${describeParty(party)} has ${describeLabels(party.labels)}`;
}
