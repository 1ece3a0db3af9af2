import { describe, expect, it } from 'vitest';
import { Network } from './network.js';
import {
  type LabelSelectorObject,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type NetworkPolicySpec,
  protocols,
} from './network-policy.js';
import type { NetworkSnapshot, Pod } from './network-snapshot.js';
import { isAllowedNaively } from './testing/naive-verdict.js';
import { podOf, policyOf, snapshotOf } from './testing/network-fixtures.js';
import { type TablePort, truthTable } from './truth-table.js';
import { verdict } from './verdict.js';

/** Random, and the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** Few names and values, so that selectors hit as often as they miss. */
class Chance {
  readonly #random: () => number;
  constructor(seed: number) {
    this.#random = randomOf(seed);
  }
  below(count: number): number {
    return Math.floor(this.#random() * count);
  }
  of<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }
  list<T>(max: number, make: () => T): T[] {
    return Array.from({ length: this.below(max + 1) }, make);
  }
  isLikely(probability: number): boolean {
    return this.#random() < probability;
  }
}

const namespaces = ['red', 'green', 'blue'] as const;
const values = ['a', 'b', 'c'] as const;

function labelsFrom(chance: Chance): Record<string, string> {
  const keys = ['app', 'tier'].filter(() => chance.isLikely(0.7));
  return Object.fromEntries(keys.map((key) => [key, chance.of(values)]));
}

function selectorFrom(chance: Chance): LabelSelectorObject {
  const operator = chance.of(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Near']);
  const takesValues = operator === 'In' || operator === 'NotIn';
  const expression = {
    key: chance.of(['app', 'tier']),
    operator,
    ...(takesValues && { values: [chance.of(values), chance.of(values)] }),
  };
  return {
    ...(chance.isLikely(0.5) && { matchLabels: labelsFrom(chance) }),
    ...(chance.isLikely(0.3) && { matchExpressions: [expression] }),
  };
}

function peerFrom(chance: Chance): NetworkPolicyPeer {
  if (chance.isLikely(0.25)) {
    const except = chance.isLikely(0.5) ? [`10.0.0.${chance.below(4) * 8}/29`] : [];
    return { ipBlock: { cidr: chance.of(['10.0.0.0/24', '10.0.0.0/28', '0.0.0.0/0']), except } };
  }
  const both = chance.below(3);
  return {
    ...(both !== 0 && { podSelector: selectorFrom(chance) }),
    ...(both !== 1 && { namespaceSelector: selectorFrom(chance) }),
  };
}

function portFrom(chance: Chance): NetworkPolicyPort {
  const protocol = chance.of([undefined, 'TCP', 'UDP', 'SCTP']);
  const port = chance.of<number | string | undefined>([undefined, 80, 443, 'web', 'dns']);
  return {
    ...(protocol !== undefined && { protocol }),
    ...(port !== undefined && { port }),
    ...(typeof port === 'number' && chance.isLikely(0.4) && { endPort: port + 400 }),
  };
}

function specFrom(chance: Chance): NetworkPolicySpec {
  const peers = () => chance.list(2, () => peerFrom(chance));
  const ports = () => chance.list(2, () => portFrom(chance));
  const types = chance.of([undefined, [], ['Ingress'], ['Egress'], ['Ingress', 'Egress']]);
  return {
    ...(chance.isLikely(0.9) && { podSelector: selectorFrom(chance) }),
    ...(types !== undefined && { policyTypes: types }),
    ...(chance.isLikely(0.7) && {
      ingress: chance.list(3, () => ({ from: peers(), ports: ports() })),
    }),
    ...(chance.isLikely(0.5) && {
      egress: chance.list(3, () => ({ to: peers(), ports: ports() })),
    }),
  };
}

function podFrom(chance: Chance, index: number): Pod {
  const ports = [
    { name: 'web', containerPort: chance.of([80, 443]), protocol: chance.of(protocols) },
    { name: 'dns', containerPort: 80, protocol: 'UDP' },
  ];
  const nodeName = chance.of([undefined, 'one', 'two']);
  return podOf(`${chance.of(namespaces)}/pod-${index}`, labelsFrom(chance), {
    spec: {
      containers: [{ ports }],
      ...(chance.isLikely(0.15) && { hostNetwork: true }),
      ...(nodeName !== undefined && { nodeName }),
    },
    ...(chance.isLikely(0.8) && { status: { podIP: `10.0.0.${index + 1}` } }),
  });
}

function snapshotFrom(seed: number): NetworkSnapshot {
  const chance = new Chance(seed);
  const pods = Array.from({ length: 8 }, (_, index) => podFrom(chance, index));
  const policies = chance
    .list(5, () => specFrom(chance))
    .map((spec, index) => policyOf(`${chance.of(namespaces)}/policy-${index}`, spec));
  const labels = Object.fromEntries(namespaces.map((name) => [name, labelsFrom(chance)]));
  return snapshotOf({ pods, policies }, labels);
}

const ports: TablePort[] = [80, 443, 500].flatMap((port) =>
  protocols.map((protocol) => ({ port, protocol })),
);

/** Every pair of pods on every port, asked in three ways. */
function* answersOf(snapshot: NetworkSnapshot) {
  const network = new Network(snapshot);
  for (const table of truthTable(network, ports)) {
    const { port, protocol } = table.port;
    for (const [i, from] of network.pods.entries()) {
      for (const [j, to] of network.pods.entries()) {
        yield {
          what: `${from.name} to ${to.name} on ${protocol} ${port}`,
          naive: isAllowedNaively(snapshot, from.pod, to.pod, port, protocol),
          full: verdict(network, { from, to, port, protocol }).isAllowed,
          table: table.isAllowed(i, j),
        };
      }
    }
  }
}

describe('truthTable', () => {
  it('agrees with verdict and with a second implementation on random clusters', () => {
    const seen = { allowed: 0, denied: 0 };
    for (let seed = 0; seed < 60; seed += 1) {
      const snapshot = snapshotFrom(seed);
      for (const answers of answersOf(snapshot)) {
        const { naive, full, table } = answers;
        if (naive !== full || naive !== table) expect({ seed, ...answers }).toBe('all the same');
        seen[naive ? 'allowed' : 'denied'] += 1;
      }
    }
    expect(Math.min(seen.allowed, seen.denied)).toBeGreaterThan(5_000); // no easy clusters
  });

  const peers = [{ ipBlock: { cidr: 'fd00::/126' } }];
  it.each<[string, NetworkPolicySpec, string[]]>([
    ['ingress', { ingress: [{ from: peers }] }, ['yyy-', 'yyyy', '-yyy', '---y']],
    [
      'egress',
      { policyTypes: ['Egress'], egress: [{ to: peers }] },
      ['yyy-', 'yyy-', '-yy-', '-yyy'],
    ],
  ])('keeps address families apart in %s, as verdict does', (_, spec, expected) => {
    const withIps = (name: string, ...ips: string[]) =>
      podOf(`red/${name}`, {}, { status: { podIPs: ips.map((ip) => ({ ip })) } });
    const pods = [
      withIps('both', '10.0.0.1', 'fd00::1'),
      withIps('six', 'fd00::2'),
      withIps('six-first', 'fd00::3', '10.0.0.3'),
      withIps('none'),
    ];
    const network = new Network(snapshotOf({ pods, policies: [policyOf('red/p', spec)] }));
    const port: TablePort = { port: 80, protocol: 'TCP' };
    const [table] = truthTable(network, [port]);
    const rowsOf = (isAllowed: (from: number, to: number) => boolean | undefined) =>
      pods.map((_, from) => pods.map((__, to) => (isAllowed(from, to) ? 'y' : '-')).join(''));
    expect(rowsOf((from, to) => table?.isAllowed(from, to))).toEqual(expected);
    const asked = rowsOf((i, j) => {
      const [from, to] = [network.pods[i], network.pods[j]];
      return from && to && verdict(network, { from, to, ...port }).isAllowed;
    });
    expect(asked).toEqual(expected);
  });
});
