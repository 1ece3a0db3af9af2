import { describe, expect, it } from 'vitest';
import { isPingAllowed } from './icmp-verdict.js';
import { Network } from './network.js';
import type { NetworkPolicySpec } from './network-policy.js';
import { podOf, policyOf, snapshotOf } from './testing/network-fixtures.js';

function ping(spec?: NetworkPolicySpec): boolean {
  const pods = [podOf('shop/web', { app: 'web' }), podOf('shop/db', { app: 'db' })];
  const policies = spec === undefined ? [] : [policyOf('shop/policy', spec)];
  const network = new Network(snapshotOf({ pods, policies }));
  const [from, to] = network.pods;
  return from !== undefined && to !== undefined && isPingAllowed(network, from, to);
}

const podSelector = { matchLabels: { app: 'db' } };
const from = [{ podSelector: { matchLabels: { app: 'web' } } }];

describe('an echo request', () => {
  it.each([
    ['gets through where no policy is', undefined, true],
    ['is stopped by isolation', { podSelector, policyTypes: ['Ingress'] }, false],
    ['is let through by a rule about peers', { podSelector, ingress: [{ from }] }, true],
    [
      'is not let through by a rule about ports',
      { podSelector, ingress: [{ from, ports: [{ port: 1 }] }] },
      false,
    ],
    ['is stopped on its way out', { podSelector: {}, policyTypes: ['Egress'] }, false],
  ] as const)('%s', (_what, spec, wanted) => {
    expect(ping(spec)).toBe(wanted);
  });
});
