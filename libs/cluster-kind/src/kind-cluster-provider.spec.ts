import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterProviderContract } from '@drillyard/cluster/testing';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import { EmulatedHost, providerOnEmulatedHost } from './testing/index.js';

/** A real API server in the place of a node's. */
async function startApiServer() {
  const cluster = await EmbeddedCluster.start({ controllers: false, kubelets: false });
  return {
    admin: cluster.adminKubeconfig(),
    superAdmin: cluster.superAdminKubeconfig(),
    stop: () => cluster.close(),
  };
}

clusterProviderContract('KindClusterProvider', async () => {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-kind-'));
  const host = new EmulatedHost(startApiServer);
  const start = () => providerOnEmulatedHost(host, { root });
  return {
    provider: await start(),
    restart: start,
    cleanUp: async () => {
      await host.close();
      await rm(root, { recursive: true });
    },
  };
});
