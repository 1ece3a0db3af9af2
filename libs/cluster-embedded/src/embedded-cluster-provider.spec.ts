import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterProviderContract } from '@drillyard/cluster/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedClusterProvider } from './embedded-cluster-provider.js';

clusterProviderContract('EmbeddedClusterProvider', async () => {
  const root = await mkdtemp(join(tmpdir(), 'embedded-clusters-'));
  const provider = new EmbeddedClusterProvider({ root });
  return {
    provider,
    restart: async () => new EmbeddedClusterProvider({ root }),
    cleanUp: () => rm(root, { recursive: true, force: true }),
  };
});

describe('EmbeddedClusterProvider', () => {
  const nodes = { controlPlane: 1, workers: 0 };
  let root: string;
  let provider: EmbeddedClusterProvider;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'embedded-clusters-'));
    provider = new EmbeddedClusterProvider({ root });
  });
  afterAll(async () => {
    await provider.close();
    await rm(root, { recursive: true, force: true });
  });

  it('lists and finishes, but does not open, what was left half made', async () => {
    await mkdir(join(root, 'half'));
    expect(await provider.list()).toEqual(['half']);
    expect(await provider.open('half')).toBeUndefined();
    const cluster = await provider.create({ id: 'half', nodes });
    expect(await provider.open('half')).toBe(cluster);
  });

  it('starts a cluster once, however many ask for it', async () => {
    const [one, other] = await Promise.all([
      provider.create({ id: 'twice', nodes }),
      provider.create({ id: 'twice', nodes }),
    ]);
    expect(one).toBe(other);
  });

  it('leaves no file of an aborted creation', async () => {
    const abort = new AbortController();
    const onProgress = () => abort.abort(new Error('changed my mind'));
    const creation = provider.create({ id: 'aborted', nodes, onProgress, signal: abort.signal });
    await expect(creation).rejects.toThrow('changed my mind');
    expect(await readdir(root)).not.toContain('aborted');
  });

  it.each(['', '../x', 'Upper', 'a/b', '.hidden'])('refuses "%s" as an id', async (id) => {
    await expect(provider.create({ id, nodes })).rejects.toMatchObject({
      code: 'INVALID_CLUSTER_ID',
    });
    expect(await provider.open(id)).toBeUndefined();
    await provider.delete(id);
  });
});
