import {
  HttpComponentClient,
  HttpsTransport,
  KubeClient,
  readKubeconfig,
  SystemClock,
} from '@drillyard/cluster';
import { startKubeControllerManager } from '@drillyard/kube-controllers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';

let cluster: EmbeddedCluster;
let client: KubeClient;
let components: HttpComponentClient;
const errors: unknown[] = [];

beforeEach(async () => {
  errors.length = 0;
  cluster = await EmbeddedCluster.start({ controllers: false });
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  components = new HttpComponentClient({
    cluster: client,
    fieldManager: 'kube-controller-manager',
    onError: (error) => errors.push(error),
  });
});

afterEach(async () => {
  components.close();
  await client.close();
  await cluster.close();
});

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'main', image: 'nginx' }] },
    },
  },
};

it('drives any API server over TLS: a Deployment gets its ReplicaSet, pods and status', async () => {
  const running = startKubeControllerManager({
    clientFor: () => components,
    clock: new SystemClock(),
    onError: (error) => errors.push(error),
    controllers: ['deployment-controller', 'replicaset-controller'],
  });
  try {
    await client.create(deployment);
    const type = { apiVersion: 'apps/v1', kind: 'Deployment' };
    await vi.waitFor(
      async () => {
        const found = await client.get({ ...type, name: 'web', namespace: 'default' });
        expect(found['status']).toMatchObject({ replicas: 3, updatedReplicas: 3 });
      },
      { timeout: 10_000 },
    );
    const pods = await client.list({ apiVersion: 'v1', kind: 'Pod' }, { namespace: 'default' });
    expect(pods.items).toHaveLength(3);
    await client.apply({ ...deployment, spec: { ...deployment.spec, replicas: 1 } });
    await vi.waitFor(
      async () => {
        const left = await client.list({ apiVersion: 'v1', kind: 'Pod' }, { namespace: 'default' });
        expect(left.items).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
  } finally {
    running.close();
  }
});
