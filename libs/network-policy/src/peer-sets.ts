import { destinationAddress, sourceAddress } from './address-choice.js';
import type { CompiledRule } from './compiled-policy.js';
import type { IpFamily } from './ip-range.js';
import type { Network } from './network.js';
import type { Direction } from './network-policy.js';
import { PodSet } from './pod-set.js';

/**
 * Whom the peers of a rule mean, by the address families of the pod the rule is about: they decide
 * by which address a peer is known. Kept, as all ports and pods need it.
 */
export class PeerSets {
  readonly #sets = new Map<CompiledRule, Map<string, PodSet>>();

  constructor(private readonly network: Network) {}

  of(rule: CompiledRule, direction: Direction, families: readonly IpFamily[]): PodSet {
    const sets = this.#sets.get(rule) ?? new Map<string, PodSet>();
    this.#sets.set(rule, sets);
    const key = families.join();
    const set = sets.get(key) ?? this.#find(rule, direction, families);
    sets.set(key, set);
    return set;
  }

  #find({ peers }: CompiledRule, direction: Direction, families: readonly IpFamily[]): PodSet {
    const { pods } = this.network;
    return PodSet.of(pods.length, (index) => {
      const pod = pods[index];
      if (pod === undefined) return false;
      const address =
        direction === 'egress' ? destinationAddress(families, pod) : sourceAddress(pod, families);
      return peers.some(({ mismatch }) => mismatch(pod, address) === undefined);
    });
  }
}
