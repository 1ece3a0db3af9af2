import type { KubeClient } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';

/** One thing that only works while the components do their work. */
export interface Proof {
  readonly what: string;
  readonly create: readonly KubeObject[];
  /** The object that shows it. */
  readonly shownBy: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  /** What is still missing; undefined once it is shown. */
  readonly missing: (object: Shown) => string | undefined;
}

/** Whatever a server answers with. */
// biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, looked into by each proof
type Shown = any;

export function proofsOn(nodeName: string): readonly Proof[] {
  const nodeSelector = { 'kubernetes.io/hostname': nodeName };
  const podOf = (container: object, rest: object = {}) => ({
    nodeSelector,
    containers: [{ name: 'main', image: 'nginx', ...container }],
    ...rest,
  });
  const pod = (name: string, spec: object): KubeObject => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name } },
    spec,
  });
  const workload = (apiVersion: string, kind: string, name: string, spec: object): KubeObject => ({
    ...{ apiVersion, kind, metadata: { name, labels: { app: name } } },
    spec,
  });
  const selecting = (name: string, spec: object) => ({
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec },
  });
  const expect = (is: unknown, wanted: unknown, what: string) =>
    is === wanted ? undefined : `${what} is ${is ?? 'nothing'}, not ${wanted}`;
  const web = { ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 80 } } };
  const waitingFor = (reason: string) => (object: Shown) =>
    expect(object.status?.containerStatuses?.[0]?.state?.waiting?.reason, reason, 'its reason');
  return [
    {
      what: 'three probed pods of a Deployment are available',
      create: [
        workload('apps/v1', 'Deployment', 'web', { replicas: 3, ...selecting('web', podOf(web)) }),
      ],
      shownBy: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      missing: ({ status }) => expect(status?.availableReplicas, 3, 'availableReplicas'),
    },
    {
      what: 'their Service has their addresses',
      create: [
        workload('v1', 'Service', 'web', { selector: { app: 'web' }, ports: [{ port: 80 }] }),
      ],
      shownBy: { apiVersion: 'v1', kind: 'Endpoints', name: 'web' },
      missing: ({ subsets }) => expect(subsets?.[0]?.addresses?.length, 3, 'their number'),
    },
    {
      what: 'a Job runs to its end',
      create: [
        workload('batch/v1', 'Job', 'once', {
          template: {
            spec: podOf({ image: 'busybox', command: ['true'] }, { restartPolicy: 'Never' }),
          },
        }),
      ],
      shownBy: { apiVersion: 'batch/v1', kind: 'Job', name: 'once' },
      missing: ({ status }) => expect(status?.succeeded, 1, 'succeeded'),
    },
    {
      what: 'a StatefulSet starts its pods in order',
      create: [
        workload('apps/v1', 'StatefulSet', 'db', {
          ...{ replicas: 2, serviceName: 'db' },
          ...selecting('db', podOf({ image: 'redis' })),
        }),
      ],
      shownBy: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' },
      missing: ({ status }) => expect(status?.readyReplicas, 2, 'readyReplicas'),
    },
    {
      what: 'a DaemonSet has its pod on the node',
      create: [workload('apps/v1', 'DaemonSet', 'agent', selecting('agent', podOf({})))],
      shownBy: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'agent' },
      missing: ({ status }) => expect(status?.numberReady, 1, 'numberReady'),
    },
    {
      what: 'an image that does not exist is waited for',
      create: [pod('typo', podOf({ image: 'ngnix' }))],
      shownBy: { apiVersion: 'v1', kind: 'Pod', name: 'typo' },
      missing: waitingFor('ImagePullBackOff'),
    },
    {
      what: 'a root image is refused to a pod that may not be root',
      create: [pod('rootless', podOf({ securityContext: { runAsNonRoot: true } }))],
      shownBy: { apiVersion: 'v1', kind: 'Pod', name: 'rootless' },
      missing: waitingFor('CreateContainerConfigError'),
    },
  ];
}

/** Tries for a while; answers with what is missing at the end. */
export async function tryProof(
  client: KubeClient,
  namespace: string,
  { create, shownBy, missing }: Proof,
  limitMs: number,
): Promise<string | undefined> {
  for (const object of create) {
    await client.create({ ...object, metadata: { ...object.metadata, namespace } });
  }
  const endsAt = Date.now() + limitMs;
  for (;;) {
    const object = await client.get({ ...shownBy, namespace }).catch((error) => ({ error }));
    const why = 'error' in object ? String(object.error) : missing(object);
    if (why === undefined || Date.now() > endsAt) return why;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
}

const lookAgainMs = 200;
