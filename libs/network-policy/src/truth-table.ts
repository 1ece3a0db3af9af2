import { familiesOf } from './address-choice.js';
import type { CompiledPolicy, CompiledRule } from './compiled-policy.js';
import type { Network } from './network.js';
import type { Direction, Protocol } from './network-policy.js';
import type { PodParty } from './party.js';
import { PeerSets } from './peer-sets.js';
import { PodSet } from './pod-set.js';
import { exceptionFor } from './verdict.js';

export interface TablePort {
  readonly port: number;
  readonly protocol: Protocol;
}

/** Every pod against every pod, in the order of `network.pods`. */
export interface TruthTable {
  readonly port: TablePort;
  readonly pods: readonly PodParty[];
  /** The same as `verdict(…).isAllowed`. */
  isAllowed(from: number, to: number): boolean;
}

/**
 * Who reaches whom on each of the ports. Each selector is asked of each pod once, and pods under
 * the same policies share their rows, so n pods under p policies cost n·p look-ups and n² bits
 * rather than n²·p comparisons.
 */
export function truthTable(network: Network, ports: readonly TablePort[]): TruthTable[] {
  const peers = new PeerSets(network);
  return ports.map((port) => new Table(network, port, peers));
}

class Table implements TruthTable {
  readonly pods: readonly PodParty[];
  /** By the number of the pod: whom it may send to, whom it may receive from. */
  readonly #egress: readonly (PodSet | undefined)[];
  readonly #ingress: readonly (PodSet | undefined)[];

  constructor(
    network: Network,
    readonly port: TablePort,
    peers: PeerSets,
  ) {
    this.pods = network.pods;
    this.#egress = new Rows(network, port, peers, 'egress').all();
    this.#ingress = new Rows(network, port, peers, 'ingress').all();
  }

  isAllowed(from: number, to: number): boolean {
    const [source, destination] = [this.pods[from], this.pods[to]];
    if (source === undefined || destination === undefined) return false;
    return (
      (exceptionFor(source, destination)?.isAllowed ?? this.#egress[from]?.has(to) ?? true) &&
      (exceptionFor(destination, source)?.isAllowed ?? this.#ingress[to]?.has(from) ?? true)
    );
  }
}

/** The rows of one direction; undefined where no policy isolates the pod. */
class Rows {
  readonly #rows = new Map<string, PodSet>();
  readonly #everybody: PodSet;

  constructor(
    private readonly network: Network,
    private readonly port: TablePort,
    private readonly peers: PeerSets,
    private readonly direction: Direction,
  ) {
    this.#everybody = PodSet.of(network.pods.length, () => true);
  }

  all(): (PodSet | undefined)[] {
    const numbers = new Map(this.network.policies.map((policy, index) => [policy, index]));
    return this.network.pods.map((pod) => {
      const policies = this.network.policiesOf(pod, this.direction);
      if (policies.length === 0) return undefined;
      const key = [...policies.map((policy) => numbers.get(policy)), this.#ownKey(pod)].join(' ');
      const row = this.#rows.get(key) ?? this.#row(pod, policies);
      this.#rows.set(key, row);
      return row;
    });
  }

  /** What else the row of a pod depends on: its address families, and its ports if it is named by one. */
  #ownKey(pod: PodParty): string {
    const families = familiesOf(pod).join();
    if (this.direction === 'egress') return families;
    return `${families} ${pod.ports.map((each) => `${each.name}:${each.containerPort}:${each.protocol}`).join()}`;
  }

  #row(pod: PodParty, policies: readonly CompiledPolicy[]): PodSet {
    const row = new PodSet(this.network.pods.length);
    for (const rule of policies.flatMap((policy) => policy[this.direction] ?? [])) {
      row.addBoth(this.#peersOf(rule, pod), this.#destinations(rule, pod));
    }
    return row;
  }

  #peersOf(rule: CompiledRule, pod: PodParty): PodSet {
    if (rule.peers.length === 0) return this.#everybody;
    return this.peers.of(rule, this.direction, familiesOf(pod));
  }

  /** Pods at which the port is one the rule means; with ingress that is `pod` or none. */
  #destinations({ ports }: CompiledRule, pod: PodParty): PodSet {
    const { port, protocol } = this.port;
    const matchesAt = (destination: PodParty) =>
      ports.length === 0 ||
      ports.some(({ mismatch }) => mismatch(port, protocol, destination) === undefined);
    if (this.direction === 'egress' && ports.some(({ isNamed }) => isNamed)) {
      return PodSet.of(this.network.pods.length, (index) => {
        const destination = this.network.pods[index];
        return destination !== undefined && matchesAt(destination);
      });
    }
    return matchesAt(pod) ? this.#everybody : new PodSet(this.network.pods.length);
  }
}
