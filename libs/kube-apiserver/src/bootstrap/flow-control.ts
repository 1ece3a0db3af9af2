import type { BaseObject } from '../storage/shared-base.js';

const group = 'flowcontrol.apiserver.k8s.io';

/** Shares, queues, hand size and lendable percentage of a level that queues. */
type Queuing = readonly [shares: number, queues: number, handSize: number, lendable: number];

/** Upstream's `apis/flowcontrol/bootstrap`, mandatory and suggested. */
const queuingLevels: Readonly<Record<string, Queuing>> = {
  'global-default': [20, 128, 6, 50],
  'leader-election': [10, 16, 4, 0],
  'node-high': [40, 64, 6, 25],
  system: [30, 64, 6, 33],
  'workload-high': [40, 128, 6, 50],
  'workload-low': [100, 128, 6, 90],
};

const queueLengthLimit = 50;

const all = ['*'];
const anyResource = {
  verbs: all,
  apiGroups: all,
  resources: all,
  clusterScope: true,
  namespaces: all,
};
const anyRequest = {
  resourceRules: [anyResource],
  nonResourceRules: [{ verbs: all, nonResourceURLs: all }],
};
const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'], namespaces: all };
const user = (name: string) => ({ kind: 'User', user: { name } });
const groupNamed = (name: string) => ({ kind: 'Group', group: { name } });
const kubeSystemAccounts = {
  kind: 'ServiceAccount',
  serviceAccount: { namespace: 'kube-system', name: '*' },
};
const everybody = [groupNamed('system:unauthenticated'), groupNamed('system:authenticated')];
const components = [user('system:kube-controller-manager'), user('system:kube-scheduler')];

interface Schema {
  readonly name: string;
  readonly level: string;
  readonly precedence: number;
  readonly method?: 'ByUser' | 'ByNamespace';
  readonly subjects: readonly object[];
  readonly rules?: object;
}

const schemas: readonly Schema[] = [
  { name: 'exempt', level: 'exempt', precedence: 1, subjects: [groupNamed('system:masters')] },
  {
    name: 'probes',
    level: 'exempt',
    precedence: 2,
    subjects: everybody,
    rules: {
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }],
    },
  },
  {
    name: 'system-leader-election',
    level: 'leader-election',
    precedence: 100,
    method: 'ByUser',
    subjects: [...components, kubeSystemAccounts],
    rules: { resourceRules: [{ verbs: ['get', 'create', 'update'], ...leases }] },
  },
  {
    name: 'system-node-high',
    level: 'node-high',
    precedence: 400,
    method: 'ByUser',
    subjects: [groupNamed('system:nodes')],
    rules: {
      resourceRules: [
        { ...anyResource, apiGroups: [''], resources: ['nodes', 'nodes/status'] },
        { verbs: all, ...leases },
      ],
    },
  },
  {
    name: 'system-nodes',
    level: 'system',
    precedence: 500,
    method: 'ByUser',
    subjects: [groupNamed('system:nodes')],
  },
  ...(['kube-controller-manager', 'kube-scheduler'] as const).map((name) => ({
    name,
    level: 'workload-high',
    precedence: 800,
    method: 'ByNamespace' as const,
    subjects: [user(`system:${name}`)],
  })),
  {
    name: 'kube-system-service-accounts',
    level: 'workload-high',
    precedence: 900,
    method: 'ByNamespace',
    subjects: [kubeSystemAccounts],
  },
  {
    name: 'service-accounts',
    level: 'workload-low',
    precedence: 9_000,
    method: 'ByUser',
    subjects: [groupNamed('system:serviceaccounts')],
  },
  {
    name: 'global-default',
    level: 'global-default',
    precedence: 9_900,
    method: 'ByUser',
    subjects: everybody,
  },
  {
    name: 'catch-all',
    level: 'catch-all',
    precedence: 10_000,
    method: 'ByUser',
    subjects: everybody,
  },
];

/** Every cluster's FlowSchemas and PriorityLevelConfigurations. */
export function flowControlObjects(): BaseObject[] {
  return [
    ...schemas.map((schema) =>
      object('FlowSchema', 'flowschemas', schema.name, schemaBody(schema)),
    ),
    ...levelSpecs().map(([name, spec]) =>
      object('PriorityLevelConfiguration', 'prioritylevelconfigurations', name, { spec }),
    ),
  ];
}

function object(kind: string, resource: string, name: string, body: object): BaseObject {
  const annotations = { 'apf.kubernetes.io/autoupdate-spec': 'true' };
  return {
    resource: { group, resource },
    object: {
      apiVersion: `${group}/v1`,
      kind,
      metadata: { name, generation: 1, annotations },
      ...body,
    },
  };
}

function schemaBody({ level, precedence, method, subjects, rules = anyRequest }: Schema): object {
  const message = `This FlowSchema references the PriorityLevelConfiguration object named "${level}" and it exists`;
  return {
    spec: {
      priorityLevelConfiguration: { name: level },
      matchingPrecedence: precedence,
      ...(method === undefined ? {} : { distinguisherMethod: { type: method } }),
      rules: [{ subjects, ...rules }],
    },
    status: { conditions: [{ type: 'Dangling', status: 'False', reason: 'Found', message }] },
  };
}

function levelSpecs(): [name: string, spec: object][] {
  const reject = { nominalConcurrencyShares: 5, limitResponse: { type: 'Reject' } };
  return [
    ['exempt', { type: 'Exempt', exempt: { nominalConcurrencyShares: 0, lendablePercent: 0 } }],
    ['catch-all', { type: 'Limited', limited: { ...reject, lendablePercent: 0 } }],
    ...Object.entries(queuingLevels).map(([name, level]): [string, object] => {
      const [nominalConcurrencyShares, queues, handSize, lendablePercent] = level;
      const queuing = { queues, handSize, queueLengthLimit };
      const limitResponse = { type: 'Queue', queuing };
      return [
        name,
        { type: 'Limited', limited: { nominalConcurrencyShares, limitResponse, lendablePercent } },
      ];
    }),
  ];
}
