import type { IpAddress } from './ip-range.js';
import type { Labels } from './label-matcher.js';
import type { ContainerPort, Pod } from './network-snapshot.js';

/** One end of a connection, as a NetworkPolicy sees it. */
export type Party = PodParty | NodeParty | AddressParty;

export interface PodParty {
  readonly kind: 'pod';
  readonly pod: Pod;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  /** The primary one first; none where no kubelet has run the pod yet. */
  readonly addresses: readonly IpAddress[];
  readonly nodeName: string | undefined;
  /** It uses the network of its node, so selectors do not see it. */
  readonly isHostNetwork: boolean;
  /** Succeeded or Failed: nothing runs that could talk. */
  readonly isFinished: boolean;
  /** What a port name stands for. */
  readonly ports: readonly ContainerPort[];
}
export interface NodeParty {
  readonly kind: 'node';
  readonly name: string;
  readonly addresses: readonly IpAddress[];
}
/** Somebody outside the cluster. */
export interface AddressParty {
  readonly kind: 'address';
  readonly addresses: readonly IpAddress[];
}

/** `pod shop/web`, `node worker-1`, `203.0.113.7` */
export function describeParty(party: Party): string {
  if (party.kind === 'pod') return `pod ${party.namespace}/${party.name}`;
  return party.kind === 'node' ? `node ${party.name}` : (party.addresses[0]?.text ?? 'an address');
}

/** The node whose network a party uses. */
export function nodeOf(party: Party): string | undefined {
  if (party.kind === 'node') return party.name;
  return party.kind === 'pod' && party.isHostNetwork ? party.nodeName : undefined;
}

export function isSameParty(a: Party, b: Party): boolean {
  if (a.kind === 'pod' && b.kind === 'pod') return a.pod === b.pod;
  if (a.kind === 'node' && b.kind === 'node') return a.name === b.name;
  return false;
}
