import { type Network, type PodParty, parseAddress } from '@drillyard/network-policy';
import { uidOnNode } from '../api/mirror-pod.js';

/** What tells a pod from others, whatever becomes of its object. */
export interface PodIdentity {
  readonly metadata: {
    readonly namespace?: string;
    readonly name?: string;
    readonly uid?: string;
  };
  readonly spec: { readonly hostNetwork?: boolean; readonly nodeName?: string };
}

/**
 * A pod as the network knows it; undefined once it is another one, or none. Its containers may run
 * before its status says by which address.
 */
export function podParty(
  network: Network,
  { metadata }: PodIdentity,
  addresses: readonly string[],
): PodParty | undefined {
  const party = network.pod(metadata.namespace ?? '', metadata.name ?? '');
  if (party === undefined || uidOnNode(party.pod) !== metadata.uid) return undefined;
  if (party.addresses.length > 0) return party;
  return { ...party, addresses: addresses.flatMap((text) => parseAddress(text) ?? []) };
}
