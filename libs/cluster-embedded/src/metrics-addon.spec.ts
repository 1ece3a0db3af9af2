import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeClient } from '@drillyard/cluster';
import { expect, it } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';
import { LoopbackTransport } from './loopback-transport.js';

const nodes = { method: 'GET', path: '/apis/metrics.k8s.io/v1beta1/nodes' } as const;
const apiService = { apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService' };
const named = { ...apiService, name: 'v1beta1.metrics.k8s.io' };

it('is offered where it was asked for, and after a restart, until somebody removes it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'metrics-'));
  const within = async (metrics: boolean, look: (client: KubeClient) => Promise<void>) => {
    const cluster = await EmbeddedCluster.start({ dataDir, metrics, kubelets: false });
    const client = new KubeClient(await LoopbackTransport.open(cluster));
    try {
      await look(client);
    } finally {
      await client.close();
      await cluster.close();
    }
  };
  try {
    await within(false, async (client) => {
      expect((await client.raw(nodes)).status).toBe(404);
    });
    await within(true, async (client) => {
      expect((await client.raw(nodes)).status).toBe(200);
      const available = [{ type: 'Available', status: 'True', reason: 'Passed' }];
      expect(await client.get(named)).toMatchObject({ status: { conditions: available } });
    });
    await within(false, async (client) => {
      expect((await client.raw(nodes)).status).toBe(200);
      const path = '/apis/apiregistration.k8s.io/v1/apiservices';
      await client.raw({ method: 'DELETE', path: `${path}/${named.name}` });
      expect((await client.raw(nodes)).status).toBe(404);
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
