import { describe, expect, it } from 'vitest';
import { explainVerdict } from './explain.js';
import { parseAddress } from './ip-range.js';
import { Network } from './network.js';
import type { NetworkPolicySpec, Protocol } from './network-policy.js';
import type { Party } from './party.js';
import { podOf, policyOf, snapshotOf, splitKey } from './testing/network-fixtures.js';
import { verdict } from './verdict.js';

const running = (ip: string) => ({ status: { podIP: ip, phase: 'Running' } });
const web = { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] };
const pods = [
  podOf('shop/web', { app: 'web', tier: 'front' }, { ...running('10.0.0.1'), spec: web }),
  podOf('shop/db', { app: 'db' }, { ...running('10.0.0.2'), spec: { nodeName: 'one' } }),
  podOf('team/web', { app: 'web' }, running('10.0.1.1')),
  podOf('team/six', { app: 'six' }, running('fd00::1')),
  podOf('shop/new', { app: 'new' }),
  podOf(
    'shop/host',
    { app: 'web' },
    { ...running('192.0.2.1'), spec: { hostNetwork: true, nodeName: 'one' } },
  ),
  podOf(
    'shop/host-far',
    { app: 'web' },
    { ...running('192.0.2.2'), spec: { hostNetwork: true, nodeName: 'two' } },
  ),
  podOf('shop/done', { app: 'web' }, { status: { podIP: '10.0.0.9', phase: 'Succeeded' } }),
  podOf(
    'shop/sidecar',
    { app: 'web' },
    {
      spec: {
        initContainers: [
          { restartPolicy: 'Always', ports: [{ name: 'metrics', containerPort: 9 }] },
          { ports: [{ name: 'setup', containerPort: 9 }] },
        ],
      },
    },
  ),
];
const nodes = [
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: 'one' },
    status: { addresses: [{ type: 'InternalIP', address: '192.0.2.1' }] },
  },
];
const labels = { team: { team: 'a' } };

/** `shop/web > shop/db:80/UDP`; an end may be an address. */
function ask(line: string, policies: Readonly<Record<string, NetworkPolicySpec>>) {
  const snapshot = snapshotOf(
    { pods, nodes, policies: Object.entries(policies).map(([key, spec]) => policyOf(key, spec)) },
    labels,
  );
  const network = new Network(snapshot);
  const [, from = '', to = '', port, protocol = 'TCP'] =
    /^(\S+) > (\S+?)(?:!(\d+))?(?:\/(TCP|UDP|SCTP))?$/.exec(line) ?? [];
  const party = (text: string): Party => {
    const { namespace, name } = splitKey(text);
    const address = parseAddress(text);
    const found = network.pod(namespace, name) ?? (address && network.partyAt(address));
    if (found === undefined) throw new Error(`nobody is ${text}`);
    return found;
  };
  return verdict(network, {
    from: party(from),
    to: party(to),
    port: Number(port ?? 80),
    protocol: protocol as Protocol, // by the expression above
  });
}

type Row = readonly [spec: NetworkPolicySpec, allowed: string[], denied: string[]];
const db = { podSelector: { matchLabels: { app: 'db' } } };
const fromPeer = (...from: object[]): NetworkPolicySpec => ({ ...db, ingress: [{ from }] });
const onPort = (...ports: object[]): NetworkPolicySpec => ({ ...db, ingress: [{ ports }] });
const toPort = (...ports: object[]): NetworkPolicySpec => ({
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ ports }],
});
const app = (value: string) => ({ matchLabels: { app: value } });
const team = { matchLabels: { team: 'a' } };
const expression = (operator: string, values?: string[]) => ({
  podSelector: { matchExpressions: [{ key: 'tier', operator, ...(values && { values }) }] },
});

/** One policy in namespace shop; who gets through and who does not. */
const rows: Record<string, Row> = {
  'nothing selected is open': [
    { podSelector: app('nobody') },
    ['shop/web > shop/db', '203.0.113.7 > shop/db'],
    [],
  ],
  'a policy counts in its own namespace': [
    { podSelector: {} },
    ['shop/web > team/web'],
    ['team/web > shop/db', '203.0.113.7 > shop/db'],
  ],
  'deny all ingress': [
    { podSelector: {}, policyTypes: ['Ingress'] },
    ['shop/db > team/web'],
    ['shop/web > shop/db'],
  ],
  'deny all egress': [
    { podSelector: {}, policyTypes: ['Egress'] },
    ['team/web > shop/db'],
    ['shop/web > team/web', 'shop/web > 203.0.113.7'],
  ],
  'no policyTypes: ingress only': [
    { podSelector: {} },
    ['shop/db > team/web'],
    ['team/web > shop/db'],
  ],
  'no policyTypes with an empty egress: ingress only': [
    { podSelector: {}, egress: [] },
    ['shop/db > team/web'],
    ['team/web > shop/db'],
  ],
  'no policyTypes with egress rules: both': [
    { podSelector: {}, policyTypes: [], egress: [{ to: [{ podSelector: app('db') }] }] },
    [],
    ['shop/db > team/web', 'team/web > shop/db', 'shop/web > shop/db'],
  ],
  'rules of a direction that policyTypes leaves out': [
    { podSelector: {}, policyTypes: ['Egress'], ingress: [{}], egress: [{}] },
    ['team/web > shop/db', 'shop/web > team/web'],
    [],
  ],
  'an empty rule allows all': [
    { ...db, ingress: [{}] },
    ['team/web > shop/db', '203.0.113.7 > shop/db'],
    [],
  ],
  'empty lists are no restriction': [
    { ...db, ingress: [{ from: [], ports: [] }] },
    ['team/web > shop/db!9/SCTP', '203.0.113.7 > shop/db'],
    [],
  ],
  'null lists are no restriction': [
    { ...db, ingress: [{ from: null, ports: null }] },
    ['team/web > shop/db'],
    [],
  ],
  'podSelector: own namespace': [
    fromPeer({ podSelector: app('web') }),
    ['shop/web > shop/db'],
    ['team/web > shop/db', 'shop/new > shop/db', '203.0.113.7 > shop/db'],
  ],
  'an empty podSelector: all pods of the namespace': [
    fromPeer({ podSelector: {} }),
    ['shop/web > shop/db', 'shop/new > shop/db'],
    ['team/web > shop/db'],
  ],
  'namespaceSelector: all pods of those namespaces': [
    fromPeer({ namespaceSelector: team }),
    ['team/web > shop/db', 'team/six > shop/db'],
    ['shop/web > shop/db'],
  ],
  'an empty namespaceSelector: all pods, and no more': [
    fromPeer({ namespaceSelector: {} }),
    ['team/web > shop/db', 'shop/web > shop/db'],
    ['203.0.113.7 > shop/db'],
  ],
  'both selectors in one peer: and': [
    fromPeer({ namespaceSelector: team, podSelector: app('web') }),
    ['team/web > shop/db'],
    ['team/six > shop/db', 'shop/web > shop/db'],
  ],
  'two peers: or': [
    fromPeer({ namespaceSelector: team }, { podSelector: app('web') }),
    ['team/six > shop/db', 'shop/web > shop/db'],
    ['shop/new > shop/db'],
  ],
  'the name of a namespace': [
    fromPeer({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team' } } }),
    ['team/web > shop/db'],
    ['shop/web > shop/db'],
  ],
  In: [fromPeer(expression('In', ['front', 'x'])), ['shop/web > shop/db'], ['shop/new > shop/db']],
  'NotIn holds without the label': [
    fromPeer(expression('NotIn', ['front'])),
    ['shop/new > shop/db'],
    ['shop/web > shop/db'],
  ],
  Exists: [fromPeer(expression('Exists')), ['shop/web > shop/db'], ['shop/new > shop/db']],
  DoesNotExist: [
    fromPeer(expression('DoesNotExist')),
    ['shop/new > shop/db'],
    ['shop/web > shop/db'],
  ],
  'an unknown operator means nobody': [
    fromPeer(expression('Equals', ['front'])),
    [],
    ['shop/web > shop/db'],
  ],
  'In without values means nobody': [fromPeer(expression('In')), [], ['shop/web > shop/db']],
  'a key that is none means nobody': [
    fromPeer({ podSelector: { matchExpressions: [{ key: 'a b', operator: 'DoesNotExist' }] } }),
    [],
    ['shop/web > shop/db'],
  ],
  'a podSelector that is not valid selects nothing': [
    { podSelector: { matchLabels: { app: 'a b' } } },
    ['team/web > shop/db'],
    [],
  ],
  'a peer of nothing means nobody': [fromPeer({}), [], ['shop/web > shop/db']],
  'a peer of both kinds means nobody': [
    fromPeer({ podSelector: {}, ipBlock: { cidr: '0.0.0.0/0' } }),
    [],
    ['shop/web > shop/db'],
  ],
  ipBlock: [
    fromPeer({ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.8/29'] } }),
    ['203.0.113.7 > shop/db', '203.0.113.16 > shop/db'],
    ['203.0.113.9 > shop/db', '203.0.112.7 > shop/db', 'shop/web > shop/db'],
  ],
  'ipBlock with bits beyond its prefix': [
    fromPeer({ ipBlock: { cidr: '203.0.113.99/24' } }),
    ['203.0.113.7 > shop/db', '::ffff:203.0.113.7 > shop/db'],
    ['2001:db8::1 > shop/db'],
  ],
  'ipBlock of a pod': [
    fromPeer({ ipBlock: { cidr: '10.0.0.0/24' } }),
    ['shop/web > shop/db'],
    ['team/web > shop/db', 'shop/new > shop/db'],
  ],
  'ipBlock that is not valid means nobody': [
    fromPeer(
      { ipBlock: { cidr: '203.0.113.0/33' } },
      { ipBlock: { cidr: '0.0.0.0/0', except: ['x'] } },
    ),
    [],
    ['203.0.113.7 > shop/db'],
  ],
  'ipBlock of IPv6': [
    {
      podSelector: {},
      egress: [{ to: [{ ipBlock: { cidr: 'fd00::/8', except: ['fd00::1:0/112'] } }] }],
    },
    ['shop/web > team/six', 'shop/web > fd12::9'],
    ['shop/web > fd00::1:5', 'shop/web > 2001:db8::1', 'shop/web > team/web'],
  ],
  'a port': [
    onPort({ port: 80 }),
    ['shop/web > shop/db!80'],
    ['shop/web > shop/db!81', 'shop/web > shop/db!80/UDP', 'shop/web > shop/db!80/SCTP'],
  ],
  'a port of a protocol': [
    onPort({ port: 80, protocol: 'SCTP' }),
    ['shop/web > shop/db!80/SCTP'],
    ['shop/web > shop/db!80'],
  ],
  'every port of a protocol': [
    onPort({ protocol: 'UDP' }),
    ['shop/web > shop/db!9/UDP'],
    ['shop/web > shop/db!9'],
  ],
  'a range': [
    onPort({ port: 80, endPort: 90 }),
    ['shop/web > shop/db!80', 'shop/web > shop/db!90'],
    ['shop/web > shop/db!79', 'shop/web > shop/db!91', 'shop/web > shop/db!85/UDP'],
  ],
  'a range with no start, or a name for one': [
    onPort({ endPort: 90 }, { port: 'http', endPort: 9000 }),
    [],
    ['shop/web > shop/db!80'],
  ],
  'a port name is the destination’s': [
    toPort({ port: 'http' }),
    ['shop/db > shop/web!8080'],
    ['shop/db > shop/web!80', 'shop/web > shop/db!8080', 'shop/web > 203.0.113.7!8080'],
  ],
  'a port name is of one protocol': [
    toPort({ port: 'http', protocol: 'UDP' }),
    [],
    ['shop/db > shop/web!8080/UDP'],
  ],
  'a port name of a sidecar': [
    toPort({ port: 'metrics' }, { port: 'setup' }),
    ['shop/db > shop/sidecar!9'],
    [],
  ],
  'a port name of an init container is none': [
    toPort({ port: 'setup' }),
    [],
    ['shop/db > shop/sidecar!9'],
  ],
  'peers and ports: and': [
    { ...db, ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 80 }] }] },
    ['shop/web > shop/db!80'],
    ['shop/web > shop/db!81', 'shop/new > shop/db!80'],
  ],
  'two rules: or, and not crosswise': [
    {
      ...db,
      ingress: [
        { from: [{ podSelector: app('web') }], ports: [{ port: 80 }] },
        { from: [{ podSelector: app('new') }], ports: [{ port: 81 }] },
      ],
    },
    ['shop/web > shop/db!80', 'shop/new > shop/db!81'],
    ['shop/web > shop/db!81', 'shop/new > shop/db!80'],
  ],
  'a pod on the network of its node is not selected': [
    { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    ['team/web > shop/host-far', 'shop/host-far > team/web'],
    ['shop/host-far > shop/web'],
  ],
  'nor seen by selectors, but by its address': [
    fromPeer({ podSelector: app('web') }, { ipBlock: { cidr: '192.0.2.3/32' } }),
    [],
    ['shop/host-far > shop/db'],
  ],
  'the address of a pod on the network of its node': [
    fromPeer({ ipBlock: { cidr: '192.0.2.2/32' } }),
    ['shop/host-far > shop/db'],
    [],
  ],
  'a node reaches its own pods, and they it': [
    { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    ['shop/host > shop/db', 'shop/db > shop/host', '192.0.2.1 > shop/db'],
    ['shop/host > shop/new', '192.0.2.1 > shop/web'],
  ],
  'a pod reaches itself': [
    { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    ['shop/web > shop/web', '10.0.0.1 > shop/web'],
    [],
  ],
  'an address of a pod is that pod': [
    fromPeer({ podSelector: app('web') }),
    ['10.0.0.1 > shop/db'],
    ['10.0.1.1 > shop/db', '10.0.0.9 > shop/db'],
  ],
  'a pod that has ended reaches nobody': [
    { podSelector: app('nobody') },
    [],
    ['shop/done > shop/db', 'shop/db > shop/done'],
  ],
};

describe('verdict', () => {
  it.each(Object.entries(rows))('%s', (_, [spec, allowed, denied]) => {
    const outcome = (line: string) => `${line}: ${ask(line, { 'shop/p': spec }).isAllowed}`;
    expect([...allowed, ...denied].map(outcome)).toEqual([
      ...allowed.map((line) => `${line}: true`),
      ...denied.map((line) => `${line}: false`),
    ]);
  });

  it('adds policies up', () => {
    const policies = {
      'shop/deny': { podSelector: {} },
      'shop/web': fromPeer({ podSelector: app('web') }),
      'shop/new': fromPeer({ podSelector: app('new') }),
    };
    expect(ask('shop/web > shop/db', policies).isAllowed).toBe(true);
    expect(ask('shop/new > shop/db', policies).isAllowed).toBe(true);
    expect(ask('team/web > shop/db', policies).isAllowed).toBe(false);
  });

  it('asks both ends', () => {
    const policies = {
      'team/out': { podSelector: {}, policyTypes: ['Egress'] },
      'shop/in': { ...db, ingress: [{}] },
    };
    const { isAllowed, egress, ingress } = ask('team/web > shop/db', policies);
    expect({ isAllowed, egress: egress.isAllowed, ingress: ingress.isAllowed }).toEqual({
      isAllowed: false,
      egress: false,
      ingress: true,
    });
  });

  it('applies to pods that terminate', () => {
    const metadata = {
      name: 'old',
      namespace: 'shop',
      labels: { app: 'db' },
      deletionTimestamp: '2026-01-01T00:00:00Z',
    };
    const old = { apiVersion: 'v1', kind: 'Pod', metadata };
    const network = new Network(
      snapshotOf({ pods: [...pods, old], policies: [policyOf('shop/p', db)] }),
    );
    const [from, to] = [network.pod('shop', 'web'), network.pod('shop', 'old')];
    if (from === undefined || to === undefined) throw new Error('no pods');
    expect(verdict(network, { from, to, port: 80, protocol: 'TCP' }).isAllowed).toBe(false);
  });
});

/** What a learner reads. */
const explanations: Record<
  string,
  readonly [line: string, Record<string, NetworkPolicySpec>, string[]]
> = {
  'open on both sides': [
    'shop/web > shop/db',
    { 'shop/other': { podSelector: app('cache') } },
    [
      'Pod shop/web may connect to pod shop/db on TCP port 80.',
      'Sending is allowed: no policy selects pod shop/web for egress, and what no policy selects is open.',
      'Receiving is allowed: no policy selects pod shop/db for ingress, and what no policy selects is open.',
      '  policy shop/other selects pods with app=cache; pod shop/db has app=db',
    ],
  ],
  'allowed by a rule': [
    'shop/web > shop/db',
    {
      'shop/deny': { podSelector: {} },
      'shop/allow': fromPeer({ podSelector: app('x') }, { podSelector: app('web') }),
    },
    [
      'Pod shop/web may connect to pod shop/db on TCP port 80.',
      'Sending is allowed: no policy selects pod shop/web for egress, and what no policy selects is open.',
      'Receiving is allowed: ingress[0] of policy shop/allow allows it.',
    ],
  ],
  'denied, with the nearest misses': [
    'team/web > shop/db!5432',
    {
      'shop/deny': { podSelector: {} },
      'shop/allow': {
        ...db,
        ingress: [
          {
            from: [{ podSelector: app('web') }, { ipBlock: { cidr: '10.9.0.0/16' } }],
            ports: [{ port: 5432 }],
          },
          { from: [{ namespaceSelector: team }], ports: [{ port: 80 }, { port: 'http' }] },
          {
            from: [{ namespaceSelector: { matchLabels: { team: 'b' } } }],
            ports: [{ protocol: 'UDP' }],
          },
        ],
      },
    },
    [
      'Pod team/web may not connect to pod shop/db on TCP port 5432.',
      'Sending is allowed: no policy selects pod team/web for egress, and what no policy selects is open.',
      'Receiving is denied: shop/deny, shop/allow select pod shop/db for ingress, and no rule of them matches.',
      '  policy shop/deny has no rules: it allows nothing',
      '  policy shop/allow, ingress[0]: from[0]: without a namespaceSelector it means pods of namespace shop only, and pod team/web is in team; from[1]: 10.9.0.0/16 does not contain 10.0.1.1',
      '  policy shop/allow, ingress[1]: ports[0]: it is about port 80, and this is port 5432; ports[1]: no container of pod shop/db has a TCP port named "http"',
      '  policy shop/allow, ingress[2]: from[0]: namespaceSelector wants team=b; namespace team has kubernetes.io/metadata.name=team, team=a; ports[0]: it is about UDP, and this is TCP',
    ],
  ],
  'from outside': [
    '203.0.113.7 > shop/db',
    { 'shop/p': fromPeer({ podSelector: {} }) },
    [
      '203.0.113.7 may not connect to pod shop/db on TCP port 80.',
      'Sending is allowed: 203.0.113.7 is no pod, so no policy applies to it.',
      'Receiving is denied: shop/p selects pod shop/db for ingress, and no rule of it matches.',
      '  policy shop/p, ingress[0]: from[0]: it selects pods, and 203.0.113.7 is none',
    ],
  ],
};

describe('explainVerdict', () => {
  it.each(Object.entries(explanations))('%s', (_, [line, policies, text]) => {
    expect(explainVerdict(ask(line, policies))).toEqual(text);
  });
});
