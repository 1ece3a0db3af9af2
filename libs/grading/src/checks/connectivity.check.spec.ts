import { FakeClusterClient } from '@drillyard/cluster/testing';
import type { KubeObject } from '@drillyard/kube-objects';
import type { ConnectivitySpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '../check-outcome.js';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { connectivityCheck } from './connectivity.check.js';

type Labels = Record<string, string>;

function pod(namespace: string, name: string, labels: Labels): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels } };
}
function namespaceOf(name: string): KubeObject {
  const labels = { 'kubernetes.io/metadata.name': name };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}
function service(name: string, port: number, targetPort: number): KubeObject {
  const spec = { selector: { tier: name }, ports: [{ port, targetPort }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { namespace: 'shop', name }, spec };
}
function policy(name: string, spec: object, namespace = 'shop'): KubeObject {
  const metadata = { namespace, name };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec };
}

const setup = [
  ...['shop', 'team'].map(namespaceOf),
  pod('shop', 'web', { app: 'shop', tier: 'web' }),
  pod('shop', 'api', { app: 'shop', tier: 'api' }),
  pod('shop', 'db', { app: 'shop', tier: 'db' }),
  pod('team', 'web', { app: 'shop', tier: 'web' }),
  service('db', 5432, 5432),
  service('web', 80, 8080),
  service('nobody', 80, 80),
];

async function judge(
  policies: readonly KubeObject[],
  spec: ConnectivitySpec,
): Promise<CheckOutcome> {
  const cluster = new FakeClusterClient();
  for (const object of [...setup, ...policies]) await cluster.apply(object);
  return connectivityCheck.evaluate(checkOf('connectivity', spec), contextOf({ cluster }));
}

/** Only the web tier of namespace shop may reach the database, on 5432. */
const onlyWeb: ConnectivitySpec = {
  namespace: 'shop',
  allowed: [{ from: { labels: { tier: 'web' } }, to: { pod: 'db' }, port: 5432, protocol: 'TCP' }],
  denied: [
    {
      from: [{ anyPod: true }, { ip: '203.0.113.7' }],
      to: { pod: 'db' },
      port: [5432, 22],
      protocol: 'TCP',
    },
  ],
};
const db = { podSelector: { matchLabels: { tier: 'db' } } };
const web = { podSelector: { matchLabels: { tier: 'web' } } };
const port = { protocol: 'TCP', port: 5432 };
const toWeb = policy('db', { ...db, ingress: [{ from: [web], ports: [port] }] });

const right: Record<string, readonly KubeObject[]> = {
  'one policy': [toWeb],
  'a denial of everything, and a policy that allows': [
    policy('deny', { podSelector: {}, policyTypes: ['Ingress'] }),
    toWeb,
  ],
  'two policies that allow the same': [toWeb, policy('again', toWeb['spec'] as object)],
  expressions: [
    policy('db', {
      podSelector: {
        matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['web', 'api'] }],
      },
      ingress: [
        {
          from: [
            {
              podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['web'] }] },
            },
          ],
          ports: [port],
        },
      ],
    }),
  ],
  'the namespace said as well': [
    policy('db', {
      ...db,
      ingress: [
        {
          from: [
            {
              ...web,
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
            },
          ],
          ports: [port],
        },
      ],
    }),
  ],
  'a range of one port': [
    policy('db', { ...db, ingress: [{ from: [web], ports: [{ ...port, endPort: 5432 }] }] }),
  ],
};

interface Wrong {
  readonly policies: readonly KubeObject[];
  readonly reason: RegExp;
  readonly evidence: RegExp;
}
const wrong: Record<string, Wrong> = {
  'no policy': {
    policies: [],
    reason: /Pod shop\/web can connect to pod shop\/db on TCP port 22, and should not/,
    evidence: /Pod shop\/db.*no policy selects pod shop\/db for ingress/,
  },
  'a denial of everything only': {
    policies: [policy('deny', { podSelector: {} })],
    reason: /Pod shop\/web cannot connect to pod shop\/db on TCP port 5432\./,
    evidence: /NetworkPolicy shop\/deny.*spec\.ingress.*has no rules, so it allows nothing/,
  },
  'pods of every namespace': {
    policies: [
      policy('db', {
        ...db,
        ingress: [{ from: [{ ...web, namespaceSelector: {} }], ports: [port] }],
      }),
    ],
    reason: /Pod team\/web can connect/,
    evidence: /NetworkPolicy shop\/db.*spec\.ingress\[0\].*allows it at pod shop\/db/,
  },
  'every pod of the namespace, by or in place of and': {
    policies: [
      policy('db', { ...db, ingress: [{ from: [web, { podSelector: {} }], ports: [port] }] }),
    ],
    reason: /Pod shop\/api can connect/,
    evidence: /NetworkPolicy shop\/db.*spec\.ingress\[0\]/,
  },
  'every port': {
    policies: [policy('db', { ...db, ingress: [{ from: [web] }] })],
    reason: /Pod shop\/web can connect to pod shop\/db on TCP port 22/,
    evidence: /spec\.ingress\[0\].*allows it/,
  },
  'everybody on the port': {
    policies: [policy('db', { ...db, ingress: [{ ports: [port] }] })],
    reason: /Pod shop\/api can connect/,
    evidence: /spec\.ingress\[0\]/,
  },
  'another protocol': {
    policies: [
      policy('db', { ...db, ingress: [{ from: [web], ports: [{ ...port, protocol: 'UDP' }] }] }),
    ],
    reason: /Pod shop\/web cannot connect/,
    evidence: /spec\.ingress\[0\].*it is about UDP, and this is TCP/,
  },
  'another label': {
    policies: [
      policy('db', {
        ...db,
        ingress: [{ from: [{ podSelector: { matchLabels: { tier: 'front' } } }], ports: [port] }],
      }),
    ],
    reason: /Pod shop\/web cannot connect/,
    evidence: /podSelector wants tier=front; pod shop\/web has app=shop, tier=web/,
  },
  'another namespace': {
    policies: [policy('db', toWeb['spec'] as object, 'team')],
    reason: /Pod shop\/web can connect to pod shop\/db on TCP port 22/,
    evidence: /no policy selects pod shop\/db for ingress/,
  },
  'egress in place of ingress': {
    policies: [policy('db', { ...db, policyTypes: ['Egress'], egress: [{ to: [web] }] })],
    reason: /Pod shop\/web can connect/,
    evidence: /no policy selects pod shop\/db for ingress/,
  },
  'a policy that selects the wrong pods': {
    policies: [policy('db', { ...web, ingress: [{ from: [web], ports: [port] }] })],
    reason: /Pod shop\/web can connect/,
    evidence:
      /NetworkPolicy shop\/db.*spec.podSelector.*selects pods with tier=web, and so not pod shop\/db/,
  },
};

const tcp = { protocol: 'TCP' as const };

describe('connectivityCheck', () => {
  it.each(Object.entries(right))('passes for %s', async (_, policies) => {
    const team = {
      ...onlyWeb,
      allowed: onlyWeb.allowed?.map((row) => ({ ...row, from: { pod: 'web' } })),
    };
    expect(await judge(policies, team)).toEqual({ status: 'passed' });
    expect(await judge(policies, onlyWeb)).toEqual({ status: 'passed' });
  });

  it.each(Object.entries(wrong))(
    'says what is wrong with %s',
    async (_, { policies, reason, evidence }) => {
      const outcome = await judge(policies, onlyWeb);
      expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
      expect(JSON.stringify(outcome)).toMatch(evidence);
    },
  );

  it.each<[string, ConnectivitySpec, object]>([
    [
      'a Service and the port behind it',
      {
        namespace: 'shop',
        allowed: [{ from: { pod: 'web' }, to: { service: 'db' }, port: 5432, ...tcp }],
      },
      { status: 'passed' },
    ],
    [
      'a denied Service',
      {
        namespace: 'shop',
        denied: [{ from: { pod: 'api' }, to: { service: 'db' }, port: 5432, ...tcp }],
      },
      { status: 'passed' },
    ],
    [
      'a Service by its name in DNS',
      {
        namespace: 'team',
        allowed: [{ from: { pod: 'web' }, to: { host: 'web.shop' }, port: 80, ...tcp }],
      },
      { status: 'passed' },
    ],
    [
      'what a Service may be reached by, excepted from what is denied',
      {
        namespace: 'shop',
        allowed: [{ from: { pod: 'web' }, to: { service: 'db' }, port: 5432, ...tcp }],
        denied: [{ from: { anyPod: true }, to: { pod: 'db' }, port: 5432, ...tcp }],
      },
      { status: 'passed' },
    ],
    [
      'a port the Service has not',
      {
        namespace: 'shop',
        allowed: [{ from: { pod: 'web' }, to: { service: 'db' }, port: 1, ...tcp }],
      },
      {
        reason: expect.stringMatching(
          /cannot connect to Service shop\/db on TCP port 1: the Service has no such port/,
        ),
      },
    ],
    [
      'a Service nobody is behind, though it be denied',
      {
        namespace: 'shop',
        denied: [{ from: { pod: 'web' }, to: { service: 'nobody' }, port: 80, ...tcp }],
      },
      { reason: expect.stringMatching(/cannot even try .*no pod that is ready/) },
    ],
    [
      'a pod that is not there, though it be denied',
      {
        namespace: 'shop',
        denied: [{ from: { pod: 'gone' }, to: { pod: 'db' }, port: 80, ...tcp }],
      },
      { reason: 'There is no pod gone in namespace shop.' },
    ],
    [
      'labels nobody has',
      { allowed: [{ from: { labels: { a: 'b' } }, to: { ip: '203.0.113.7' }, port: 80, ...tcp }] },
      { reason: 'There is no pod labelled a=b.' },
    ],
    [
      'any pod, where there is none',
      {
        denied: [
          { from: { anyPod: true, namespace: 'empty' }, to: { pod: 'db' }, port: 1, ...tcp },
        ],
      },
      { reason: 'There is no pod in namespace empty.' },
    ],
    [
      'a Service that is not there',
      {
        namespace: 'shop',
        allowed: [{ from: { pod: 'web' }, to: { service: 'gone' }, port: 80, ...tcp }],
      },
      { reason: 'There is no Service shop/gone.' },
    ],
  ])('asks about %s', async (_, spec, outcome) => {
    expect(await judge([toWeb], spec)).toMatchObject(outcome);
  });

  it('names the lookup that a denied egress breaks', async () => {
    const dns = [
      pod('kube-system', 'dns', { 'k8s-app': 'kube-dns' }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { namespace: 'kube-system', name: 'kube-dns' },
        spec: { selector: { 'k8s-app': 'kube-dns' }, ports: [{ port: 53, protocol: 'UDP' }] },
      },
    ];
    const egress = policy('out', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [db] }],
    });
    const outcome = await judge([...dns, egress], {
      namespace: 'shop',
      allowed: [{ from: { pod: 'web' }, to: { host: 'db' }, port: 5432, ...tcp }],
    });
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/cannot be looked up/) });
    expect(JSON.stringify(outcome)).toMatch(/NetworkPolicy shop\/out.*egress\[0\].*kube-system/);
  });

  it('says nothing about more connections than it may ask', async () => {
    const many = Array.from({ length: 20 }, (_, index) => index + 1);
    const anyPod = Array.from({ length: 20 }, () => ({ anyPod: true as const }));
    const row = { from: anyPod, to: anyPod, port: many, ...tcp };
    expect(await judge([], { denied: [row] })).toMatchObject({ status: 'inconclusive' });
  });
});
