import type { KubeObject } from '@drillyard/kube-objects';
import { createAll, expect, type Proof, type Shown } from './proof.js';

/** A workload, and the object that shows whether it came to what it should. */
interface Workload {
  readonly what: string;
  readonly create: readonly KubeObject[];
  readonly shownBy: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly missing: (object: Shown) => string | undefined;
}

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
  const web = { ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 80 } } };
  const waitingFor = (reason: string) => (object: Shown) =>
    expect(object.status?.containerStatuses?.[0]?.state?.waiting?.reason, reason, 'its reason');
  const proofs: readonly Workload[] = [
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
  return proofs.map(proofOf);
}

function proofOf({ what, create, shownBy, missing }: Workload): Proof {
  return {
    what,
    begin: (client, namespace) => createAll(client, namespace, create),
    missing: async (client, namespace) => missing(await client.get({ ...shownBy, namespace })),
  };
}
