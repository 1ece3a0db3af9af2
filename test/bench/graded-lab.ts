import type { KubeObject } from '@drillyard/kube-objects';

const namespace = 'shop';
const rbac = 'rbac.authorization.k8s.io';
const object = (apiVersion: string, kind: string, name: string, rest: object = {}): KubeObject => ({
  ...{ apiVersion, kind, metadata: { name, namespace, labels: { app: name } } },
  ...rest,
});
const container = { name: 'main', image: 'nginx:1.29', ports: [{ containerPort: 80 }] };
const bindingRef = {
  ...{ apiVersion: `${rbac}/v1`, kind: 'RoleBinding' },
  name: 'jane',
  namespace,
};

/** What the lab is about: some pods, Services, policies and accounts, and one binding that comes and goes. */
export const manifest = {
  objects: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    object('v1', 'ServiceAccount', 'default'),
    ...Array.from({ length: 10 }, (_, index) =>
      object('v1', 'Pod', `web-${index}`, { spec: { containers: [container] } }),
    ),
    object('v1', 'Service', 'web', { spec: { selector: { app: 'web-0' }, ports: [{ port: 80 }] } }),
    object('networking.k8s.io/v1', 'NetworkPolicy', 'web', {
      spec: {
        podSelector: { matchLabels: { app: 'web-0' } },
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web-1' } } }] }],
      },
    }),
    object(`${rbac}/v1`, 'Role', 'reader', {
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
    }),
  ],
  binding: object(bindingRef.apiVersion, bindingRef.kind, bindingRef.name, {
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'reader' },
    subjects: [{ apiGroup: rbac, kind: 'User', name: 'jane' }],
  }),
  bindingRef,
  turningCheck: 'all/check 0',
};

/** Of the kinds that ask the cluster, each several times. */
const checks = [
  '{ access: { as: { user: jane }, can: [get, list], resource: pods, namespace: shop } }',
  '{ access: { as: { user: jane }, cannot: [delete, create], resource: pods, namespace: shop } }',
  '{ access: { as: { user: jane }, exactly: [{ verbs: [get], resources: [pods] }], namespace: shop } }',
  '{ resource: { apiVersion: v1, kind: Pod, namespace: shop, count: 10 } }',
  '{ resource: { apiVersion: v1, kind: Pod, namespace: shop, where: "objects.all(p, has(p.spec.hostPID))" } }',
  '{ podSecurity: { namespace: shop, meets: restricted } }',
  '{ connectivity: { namespace: shop, allowed: [{ from: { pod: web-1 }, to: { pod: web-0 }, port: 80 }] } }',
  '{ connectivity: { namespace: shop, denied: [{ from: { anyPod: true }, to: { pod: web-0 }, port: 80 }] } }',
  '{ admission: { object: { apiVersion: v1, kind: ConfigMap, metadata: { name: x, namespace: shop } }, admitted: true } }',
  '{ admission: { object: { apiVersion: v1, kind: ConfigMap, metadata: { name: x, namespace: none } }, refused: true } }',
];
export const checkCount = 20;

const named = Array.from({ length: checkCount }, (_, index) =>
  (checks[index % checks.length] ?? '').replace('{', `{ name: check ${index},`),
);

/** One task with twenty checks. */
export const gradedLabFiles = new Map([
  [
    'lab.yaml',
    `apiVersion: drillyard.dev/v1
kind: Lab
metadata: { name: graded, title: Twenty checks, track: bench, difficulty: beginner, minutes: 5 }
spec:
  tasks:
    - id: all
      title: All
      body: all.md
      points: 20
      checks:
${named.map((check) => `        - ${check}\n`).join('')}      solution: { run: { script: all.sh } }
  mutants: [{ name: none, run: { script: all.sh }, fails: [all/check 0] }]
`,
  ],
  ['all.md', 'All of it.\n'],
  ['all.sh', 'true\n'],
]);
