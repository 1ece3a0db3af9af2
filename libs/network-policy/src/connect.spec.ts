import { describe, expect, it } from 'vitest';
import { type ConnectResult, connect } from './connect.js';
import { parseAddress } from './ip-range.js';
import { Network } from './network.js';
import type { NetworkPolicy, Protocol } from './network-policy.js';
import type { EndpointSlice, Service } from './network-snapshot.js';
import { describeParty } from './party.js';
import { podOf, policyOf, snapshotOf, splitKey } from './testing/network-fixtures.js';

const at = (podIP: string) => ({ status: { podIP } });
const named = { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] };
const pods = [
  podOf('shop/web-1', { app: 'web' }, { ...at('10.0.0.1'), spec: named }),
  podOf('shop/web-2', { app: 'web', canary: 'yes' }, { ...at('10.0.0.2'), spec: named }),
  podOf('shop/client', { app: 'client' }, at('10.0.0.3')),
  podOf('shop/on-host', {}, { ...at('192.0.2.1'), spec: { hostNetwork: true } }),
  podOf(
    'shop/db-0',
    { app: 'db' },
    { ...at('10.0.0.4'), spec: { hostname: 'db-0', subdomain: 'db' } },
  ),
  podOf('team/client', {}, at('10.0.1.1')),
  podOf('shop/early', { app: 'early' }),
  podOf('kube-system/dns', { 'k8s-app': 'kube-dns' }, at('10.0.2.1')),
  podOf(
    'shop/unready',
    { app: 'slow' },
    { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
  ),
];

function serviceOf(key: string, spec: NonNullable<Service['spec']>): Service {
  return { apiVersion: 'v1', kind: 'Service', metadata: splitKey(key), spec };
}
const services = [
  serviceOf('shop/web', {
    clusterIP: '10.96.0.10',
    clusterIPs: ['10.96.0.10', 'fd96::10'],
    selector: { app: 'web' },
    ports: [
      { name: 'http', port: 80, targetPort: 'http' },
      { name: 'direct', port: 9000 },
    ],
  }),
  serviceOf('shop/db', { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 5432 }] }),
  serviceOf('shop/slow', {
    clusterIP: '10.96.0.11',
    selector: { app: 'slow' },
    ports: [{ port: 80 }],
  }),
  serviceOf('shop/early', {
    clusterIP: '10.96.0.13',
    selector: { app: 'early' },
    ports: [{ port: 80 }],
  }),
  serviceOf('shop/outside', { type: 'ExternalName', externalName: 'db.example.com' }),
  serviceOf('shop/sliced', { clusterIP: '10.96.0.12', ports: [{ name: 'a', port: 80 }] }),
];
const dns = serviceOf('kube-system/kube-dns', {
  clusterIP: '10.96.0.53',
  selector: { 'k8s-app': 'kube-dns' },
  ports: [{ name: 'dns', port: 53, protocol: 'UDP' }],
});

type Slice = Pick<EndpointSlice, 'endpoints' | 'addressType'>;
function sliceOf(service: string, slice: Slice): EndpointSlice {
  const { namespace, name } = splitKey(service);
  const labels = { 'kubernetes.io/service-name': name };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${name}-1`, labels },
    addressType: 'IPv4',
    ports: [{ name: 'a', port: 7000, protocol: 'TCP' }],
    ...slice,
  };
}

interface World {
  readonly policies?: readonly NetworkPolicy[];
  readonly slices?: readonly EndpointSlice[];
  readonly withDns?: boolean;
}

function ask(
  line: string,
  { policies = [], slices = [], withDns = false }: World = {},
): ConnectResult {
  const all = withDns ? [...services, dns] : services;
  const network = new Network(
    snapshotOf({ pods, policies, services: all, endpointSlices: slices }),
  );
  const [, client = '', host = '', port, protocol = 'TCP'] =
    /^(\S+) > (\S+?)!(\d+)(?:\/(\w+))?$/.exec(line) ?? [];
  const { namespace, name } = splitKey(client);
  const address = parseAddress(client);
  const from = network.pod(namespace, name) ?? (address && network.partyAt(address));
  if (from === undefined) throw new Error(`nobody is ${client}`);
  return connect(network, {
    from,
    to: { host },
    port: Number(port),
    protocol: protocol as Protocol,
  });
}

/** `pod shop/web-1:8080` for each endpoint, or the problem. */
function reached({ verdicts, problem }: ConnectResult): string {
  const ends = verdicts.map(
    ({ connection }) => `${describeParty(connection.to)}:${connection.port}`,
  );
  return problem ?? ends.sort().join(' ');
}

const bothWebs = 'pod shop/web-1:8080 pod shop/web-2:8080';

describe('connect', () => {
  it.each([
    ['shop/client > web!80', bothWebs],
    ['shop/client > web!9000', 'pod shop/web-1:9000 pod shop/web-2:9000'],
    ['shop/client > web.shop!80', bothWebs],
    ['shop/client > WEB.shop.svc!80', bothWebs],
    ['team/client > web.shop.svc.cluster.local!80', bothWebs],
    ['team/client > web.shop.svc.cluster.local.!80', bothWebs],
    ['team/client > web!80', 'unknown-host'],
    ['team/client > web.!80', 'unknown-host'],
    ['shop/client > 10.96.0.10!80', bothWebs],
    ['203.0.113.7 > 10.96.0.10!80', bothWebs],
    ['shop/client > fd96::10!80', bothWebs],
    ['shop/client > web!81', 'no-such-port'],
    ['shop/client > web!80/UDP', 'no-such-port'],
    ['shop/client > slow!80', 'no-endpoints'],
    ['shop/client > db!5432', 'pod shop/db-0:5432'],
    ['shop/client > db!99', 'pod shop/db-0:99'],
    ['shop/client > db-0.db!5432', 'pod shop/db-0:5432'],
    ['team/client > db-0.db.shop.svc.cluster.local!5432', 'pod shop/db-0:5432'],
    ['shop/client > db-1.db!5432', 'unknown-host'],
    ['shop/client > web-1.web!80', 'unknown-host'],
    ['shop/client > outside!80', 'unknown-host'],
    ['shop/client > example.com!80', 'unknown-host'],
    ['shop/client > 10-0-0-4.shop.pod!5432', 'pod shop/db-0:5432'],
    ['shop/client > 10-0-0-4.shop.pod.cluster.local!5432', 'pod shop/db-0:5432'],
    ['shop/client > 10.0.0.4!5432', 'pod shop/db-0:5432'],
    ['shop/client > 203.0.113.7!443', '203.0.113.7:443'],
    ['shop/on-host > web!80', 'unknown-host'],
    ['203.0.113.7 > web.shop.svc.cluster.local!80', 'unknown-host'],
  ])('%s reaches %s', (line, expected) => {
    expect(reached(ask(line))).toBe(expected);
  });

  it.each<[string, Slice, string]>([
    [
      'what is ready',
      {
        endpoints: [
          { addresses: ['10.0.0.1'] },
          { addresses: ['10.0.0.2'], conditions: { ready: false } },
        ],
      },
      'pod shop/web-1:7000',
    ],
    [
      'what still serves while it terminates, if nothing is ready',
      {
        endpoints: [
          {
            addresses: ['10.0.0.1'],
            conditions: { ready: false, serving: true, terminating: true },
          },
          {
            addresses: ['10.0.0.2'],
            conditions: { ready: false, serving: false, terminating: true },
          },
        ],
      },
      'pod shop/web-1:7000',
    ],
    ['an address outside', { endpoints: [{ addresses: ['203.0.113.7'] }] }, '203.0.113.7:7000'],
    [
      'the pod an endpoint names',
      {
        endpoints: [
          { addresses: ['10.9.9.9'], targetRef: { kind: 'Pod', namespace: 'shop', name: 'db-0' } },
        ],
      },
      'pod shop/db-0:7000',
    ],
    [
      'endpoints of its own family only',
      { addressType: 'IPv6', endpoints: [{ addresses: ['fd00::1'] }] },
      'no-endpoints',
    ],
    ['nobody without endpoints', { endpoints: null }, 'no-endpoints'],
  ])('a Service with slices reaches %s', (_, slice, expected) => {
    expect(
      reached(ask('shop/client > sliced!80', { slices: [sliceOf('shop/sliced', slice)] })),
    ).toBe(expected);
  });

  it.each([
    ['slices know nobody', [sliceOf('shop/early', { endpoints: null })]],
    ['there are no slices', []],
  ])('stands pods without an address in where %s', (_, slices) => {
    expect(reached(ask('shop/client > early!80', { slices }))).toBe('pod shop/early:80');
  });

  it('asks policies about the pod and its port, not about the Service', () => {
    const web = { podSelector: { matchLabels: { app: 'web' } } };
    const onPort = (port: number) => [
      policyOf('shop/p', { ...web, ingress: [{ ports: [{ port }] }] }),
    ];
    expect(ask('shop/client > web!80', { policies: onPort(80) }).isAllowed).toBe(false);
    expect(ask('shop/client > web!80', { policies: onPort(8080) }).isAllowed).toBe(true);
    const to = [{ ipBlock: { cidr: '10.96.0.0/12' } }];
    const egress = [
      policyOf('shop/p', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to }] }),
    ];
    expect(ask('shop/client > 10.96.0.10!80', { policies: egress }).isAllowed).toBe(false);
  });

  it('is allowed only if every endpoint is', () => {
    const canary = policyOf('shop/p', { podSelector: { matchLabels: { canary: 'yes' } } });
    const { isAllowed, verdicts } = ask('shop/client > web!80', { policies: [canary] });
    expect({ isAllowed, each: verdicts.map((each) => each.isAllowed) }).toEqual({
      isAllowed: false,
      each: [true, false],
    });
  });

  it('cannot use a name where the lookup is denied', () => {
    const to = [{ podSelector: { matchLabels: { app: 'web' } } }];
    const toDns = { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] };
    const egress = (...rules: object[]) => [
      policyOf('shop/p', { podSelector: {}, policyTypes: ['Egress'], egress: rules }),
    ];
    const without = ask('shop/client > web!80', { policies: egress({ to }), withDns: true });
    expect({ problem: without.problem, lookups: without.lookup.length }).toEqual({
      problem: 'lookup-denied',
      lookups: 1,
    });
    expect(
      ask('shop/client > web!80', { policies: egress({ to }, toDns), withDns: true }).isAllowed,
    ).toBe(true);
    expect(
      ask('shop/client > 10.96.0.10!80', { policies: egress({ to }), withDns: true }).isAllowed,
    ).toBe(true);
  });
});
