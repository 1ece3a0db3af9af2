import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster, ClusterProvider } from '../cluster-provider.js';
import { readKubeconfig } from '../kubeconfig.js';

export interface ClusterProviderUnderTest {
  readonly provider: ClusterProvider;
  /** A provider over the same disk, as a new process would make it after this one died. */
  readonly restart: () => Promise<ClusterProvider>;
  readonly cleanUp: () => Promise<void>;
}

const nodes = { controlPlane: 1, workers: 0 };
const configMap = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data: { colour: 'green' },
});
const ref = (name: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name,
  namespace: 'default',
});

/** What every {@link ClusterProvider} promises; run it in the provider's own spec file. */
export function clusterProviderContract(
  name: string,
  make: () => Promise<ClusterProviderUnderTest>,
): void {
  describe(`${name} keeps the cluster provider contract`, () => {
    let under: ClusterProviderUnderTest;
    let provider: ClusterProvider;
    let cluster: Cluster;

    beforeAll(async () => {
      under = await make();
      provider = under.provider;
      cluster = await provider.create({ id: 'contract-a', nodes });
    });
    afterAll(async () => {
      await provider?.close();
      await under?.cleanUp();
    });

    it('is ready when create resolves', async () => {
      const ready = await cluster.client.raw({ method: 'GET', path: '/readyz' });
      expect(ready).toMatchObject({ status: 200, body: 'ok' });
      const type = { apiVersion: 'v1', kind: 'Namespace' };
      expect(await cluster.client.find({ ...type, name: 'default' })).toBeDefined();
      expect(cluster.version).toMatch(/^v1\.\d+\.\d+/);
    });

    it('says what it is doing, in words', async () => {
      const steps: string[] = [];
      await provider.create({ id: 'contract-b', nodes, onProgress: (step) => steps.push(step) });
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.join('')).not.toMatch(/undefined|\[object/);
    });

    it('keeps clusters strangers to each other', async () => {
      await cluster.client.create(configMap('only-in-a'));
      const other = await provider.open('contract-b');
      expect(await other?.client.find(ref('only-in-a'))).toBeUndefined();
    });

    it('gives the learner a kubeconfig for the address asked for', async () => {
      const text = await cluster.learnerKubeconfig({ host: 'controlplane', port: 6443 });
      expect(readKubeconfig(text).server).toBe('https://controlplane:6443');
    });

    it('finishes a create that is made twice', async () => {
      const again = await provider.create({ id: 'contract-a', nodes });
      expect(await again.client.find(ref('only-in-a'))).toBeDefined();
    });

    it('opens nothing that never was, and deletes it without complaint', async () => {
      expect(await provider.open('contract-never')).toBeUndefined();
      await provider.delete('contract-never');
    });

    it('leaves nothing behind when a create is aborted', async () => {
      const request = { id: 'contract-aborted', nodes, signal: AbortSignal.abort() };
      await expect(provider.create(request)).rejects.toThrow();
      expect(await provider.list()).not.toContain('contract-aborted');
    });

    it('brings state back after a restart', async () => {
      await cluster.client.create(configMap('kept'));
      await provider.close();
      provider = await under.restart();
      expect(await provider.list()).toEqual(expect.arrayContaining(['contract-a', 'contract-b']));
      const opened = await provider.open('contract-a');
      expect(await opened?.client.get(ref('kept'))).toMatchObject({ data: { colour: 'green' } });
    });

    it('deletes every trace, also twice', async () => {
      await provider.delete('contract-a');
      await provider.delete('contract-a');
      expect(await provider.open('contract-a')).toBeUndefined();
      expect(await provider.list()).toEqual(['contract-b']);
      const anew = await provider.create({ id: 'contract-a', nodes });
      expect(await anew.client.find(ref('kept'))).toBeUndefined();
    });
  });
}
