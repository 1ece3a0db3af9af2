import { type ComponentClient, KubeApiError } from '@drillyard/cluster';
import { settle, VirtualClock } from '@drillyard/cluster/testing';
import {
  bootstrapBase,
  createClusterPki,
  defaultStorageLimits,
  KubeApiserver,
  Storage,
  StorageInformers,
} from '@drillyard/kube-apiserver';
import type { KubeObject } from '@drillyard/kube-objects';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ClusterNodes } from './cluster-nodes.js';

const start = '2026-03-01T12:00:30Z';
const pods = { group: '', version: 'v1', resource: 'pods', kind: 'Pod', namespaced: true };
const nodes = { group: '', version: 'v1', resource: 'nodes', kind: 'Node', namespaced: false };
const clock = new VirtualClock(start);
let storage: Storage;
let server: KubeApiserver;
let admin: ComponentClient;
let isRunning: boolean;
let cluster: ClusterNodes;

beforeEach(async () => {
  const { now } = clock;
  const addresses = { advertiseAddress: '127.0.0.1', apiServerAddresses: ['127.0.0.1'] };
  const pki = await createClusterPki({ nodeName: 'one', ...addresses, now: now() });
  storage = new Storage({ base: bootstrapBase(), limits: defaultStorageLimits, now });
  server = new KubeApiserver({ storage, pki, now, onUnexpected: fail });
  admin = server.clientFor({ name: 'admin', groups: ['system:masters'] }, 'test');
  const informers = new StorageInformers(storage);
  cluster = new ClusterNodes({
    place: {
      informer: (type) => informers.of(type),
      clientFor(user, fieldManager) {
        if (isRunning) return server.clientFor(user, fieldManager);
        throw new KubeApiError({ status: 'Failure', reason: 'ServiceUnavailable', code: 503 });
      },
    },
    names: ['one', 'two'],
    addressOf: (index) => `192.168.0.${index + 10}`,
    apiserver: { nodeName: 'one', port: 6443, connect: () => undefined },
    needsDnsPods: false,
    clock,
    dnsOf: () => undefined,
    onMirrorGone: () => undefined,
    onUnexpected: fail,
  });
});

afterEach(async () => {
  cluster.close();
  await server.close();
  storage.close();
});

function fail(error: unknown): never {
  throw error;
}

async function podRuns(nodeName: string): Promise<void> {
  const metadata = { namespace: 'default', name: `on-${nodeName}` };
  const spec = { nodeName, containers: [{ name: 'main', image: 'nginx:1.27' }] };
  await admin.create(pods, { apiVersion: 'v1', kind: 'Pod', metadata, spec } as KubeObject);
  await expect
    .poll(async () => {
      await clock.advance(1_000);
      return admin.get(pods, metadata);
    })
    .toMatchObject({ status: { phase: 'Running' } });
}

it('runs pods once there is an API server, though it was gone when the kubelets began', async () => {
  isRunning = false;
  await cluster.start();
  isRunning = true;
  await clock.advance(60_000);
  await settle();
  for (const name of ['one', 'two']) {
    const body = { spec: { podCIDR: '10.244.1.0/24' } };
    await admin.patch(nodes, { namespace: '', name }, { type: 'merge', body });
    await podRuns(name);
  }
});
