import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settle } from '@drillyard/cluster/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { ClusterRecords } from './cluster-record.js';
import type { KindClusterProvider } from './kind-cluster-provider.js';
import {
  connectToNothing,
  EmulatedHost,
  type ProviderOnEmulatedHostOptions,
  providerOnEmulatedHost,
  startNoApiServer,
} from './testing/index.js';

const nodes = { controlPlane: 1, workers: 1 };
const request = { id: 'ls-one', nodes };
const pooled = { shape: { controlPlanes: 1, workers: 1, settings: {} }, size: 1 };
const roots: string[] = [];
const providers: KindClusterProvider[] = [];

afterEach(async () => {
  await Promise.all(providers.splice(0).map((provider) => provider.close()));
  await Promise.all(roots.splice(0).map((root) => rm(root, { recursive: true })));
});

async function world() {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-kind-'));
  roots.push(root);
  const host = new EmulatedHost(startNoApiServer);
  const start = async (options: Partial<ProviderOnEmulatedHostOptions> = {}) => {
    host.revive();
    const provider = await providerOnEmulatedHost(host, {
      ...{ root, connectTo: connectToNothing },
      ...options,
    });
    providers.push(provider);
    return provider;
  };
  return { host, root, start, folders: () => readdir(root) };
}

/** What the server does at its start, and every few minutes. */
async function sweep(provider: KindClusterProvider, live: readonly string[] = []) {
  for (const id of await provider.list()) if (!live.includes(id)) await provider.delete(id);
}

/** How many steps it takes when nothing stops it. */
async function stepsOf(act: (provider: KindClusterProvider) => Promise<unknown>): Promise<number> {
  const { host, start } = await world();
  const provider = await start();
  await act(provider);
  return host.steps.length;
}

describe('a server that is killed', () => {
  it('leaves nothing behind after its next start, at whatever step of creation', async () => {
    const steps = await stepsOf((provider) => provider.create(request));
    expect(steps).toBeGreaterThanOrEqual(8);
    for (let step = 0; step < steps; step++) {
      const { host, start, folders } = await world();
      host.killAfter(step);
      const provider = await providerThatDies(start, host, step);
      await expect(provider.create(request)).rejects.toThrow('killed');
      await sweep(await start());
      expect({ step, empty: host.engine.isEmpty, folders: await folders() }).toEqual({
        ...{ step, empty: true, folders: [] },
      });
    }
  });

  it('leaves nothing behind after its next start, at whatever step of deletion', async () => {
    const created = await stepsOf((provider) => provider.create(request));
    const both = await stepsOf(async (provider) => {
      await provider.create(request);
      await provider.delete(request.id);
    });
    expect(both).toBeGreaterThan(created);
    for (let step = 0; step < both - created; step++) {
      const { host, start, folders } = await world();
      const provider = await start();
      await provider.create(request);
      host.killAfter(step);
      await expect(provider.delete(request.id)).rejects.toThrow('killed');
      const next = await start();
      expect(await next.open(request.id), `after step ${step}`).toBeUndefined();
      await sweep(next);
      expect({ step, empty: host.engine.isEmpty, folders: await folders() }).toEqual({
        ...{ step, empty: true, folders: [] },
      });
    }
  });

  it('starts a live session anew, whatever was made of its cluster', async () => {
    const steps = await stepsOf((provider) => provider.create(request));
    for (let step = 0; step < steps; step++) {
      const { host, start, folders } = await world();
      const provider = await providerThatDies(start, host, step);
      await expect(provider.create(request)).rejects.toThrow('killed');
      const next = await start();
      await sweep(next, [request.id]);
      await next.create(request);
      expect(host.engine.containers.size).toBe(2);
      expect(host.engine.networks.size).toBe(1);
      expect(await folders()).toHaveLength(1);
      expect(await next.list()).toEqual([request.id]);
    }
  });

  it('removes what its kind goes on making without it', async () => {
    const { host, start, folders } = await world();
    const provider = await providerThatDies(start, host, 2);
    await expect(provider.create(request)).rejects.toThrow('killed');
    const next = await start();
    const [name = ''] = await folders();
    await sweep(next);
    // kind outlives its parent, finds no network, makes one, and a node on it.
    host.engine.networks.set(name, { labels: {} });
    host.engine.containers.set(`${name}-control-plane`, {
      labels: { 'io.x-k8s.kind.cluster': name, 'io.x-k8s.kind.role': 'control-plane' },
      ...{ network: name, state: 'running', files: new Map() },
    });
    await sweep(next);
    expect(host.engine.isEmpty).toBe(true);
  });

  it('keeps what is ready in its pool', async () => {
    const { host, root, start } = await world();
    const first = await start({ pool: [pooled] });
    await poolIsReady(root);
    const ready = [...host.engine.containers.keys()];
    await first.close();
    const next = await start({ pool: [pooled] });
    await sweep(next);
    expect([...host.engine.containers.keys()]).toEqual(ready);
    const cluster = await next.create(request);
    expect(cluster.containers?.nodes).toEqual(ready);
    expect(await next.list()).toEqual([request.id]);
  });

  it('removes what its pool is not to have any more', async () => {
    const { host, root, start, folders } = await world();
    const first = await start({ pool: [pooled] });
    await poolIsReady(root);
    await first.close();
    const next = await start({ pool: [{ ...pooled, size: 0 }] });
    expect([next.pooled, host.engine.isEmpty, await folders()]).toEqual([0, true, []]);
  });

  it('removes at a sweep what it could not when its pool failed', async () => {
    const { host, start, folders } = await world();
    let isBroken = true;
    host.runner.on(/^docker (update|rm)/, () =>
      isBroken ? { stderr: 'no space left on device', exitCode: 1 } : undefined,
    );
    const failures: unknown[] = [];
    const provider = await start({
      pool: [pooled],
      onPoolFailure: (error) => {
        failures.push(error);
        isBroken = false;
      },
    });
    await condition(() => provider.pooled === 1);
    expect(failures).toMatchObject([
      { details: { commandLine: expect.stringContaining('update') } },
    ]);
    const [leftOver = ''] = await provider.list();
    expect(await folders()).toContain(leftOver);
    await sweep(provider);
    expect(await provider.list()).toEqual([]);
    expect(await folders()).toHaveLength(1);
    expect(await folders()).not.toContain(leftOver);
  });

  it('removes at a sweep what it could not take out of its pool', async () => {
    const { host, start, folders } = await world();
    let isBroken = false;
    host.runner.on(/^docker rm/, () =>
      isBroken ? { stderr: 'no space left on device', exitCode: 1 } : undefined,
    );
    const failures: unknown[] = [];
    const onPoolFailure = (error: unknown) => failures.push(error);
    const first = await start({ pool: [pooled], onPoolFailure });
    await condition(() => first.pooled === 1);
    isBroken = true;
    first.drain(true);
    await condition(() => failures.length === 1);
    const [leftOver] = await first.list();
    expect([await folders(), first.status().clusters.used]).toEqual([[leftOver], 1]);
    await first.close();
    // Whoever comes next does not want it, and cannot remove it either.
    const next = await start({ onPoolFailure });
    expect([failures.length, await next.list()]).toEqual([2, [leftOver]]);
    isBroken = false;
    await sweep(next);
    expect([host.engine.isEmpty, await folders(), next.status().clusters.used]).toEqual([
      ...[true, [], 0],
    ]);
  });

  it('removes what it was making for its pool', async () => {
    for (let step = 0; step < 8; step++) {
      const { host, start, folders } = await world();
      const first = await start();
      await first.close();
      const failures: unknown[] = [];
      host.killAfter(step);
      const dying = await providerOnEmulatedHost(host, {
        ...{ root: roots.at(-1) ?? '', connectTo: connectToNothing, pool: [pooled] },
        onPoolFailure: (error) => failures.push(error),
      });
      await condition(() => failures.length > 0);
      await dying.close();
      await sweep(await start());
      expect({ step, empty: host.engine.isEmpty, folders: await folders() }).toEqual({
        ...{ step, empty: true, folders: [] },
      });
    }
  });
});

describe('a sweep', () => {
  it("leaves alone what is another server's, a workspace's, or nobody's", async () => {
    const { host, start } = await world();
    const stranger = { labels: { 'io.x-k8s.kind.cluster': 'mine' }, state: 'running' };
    const files = new Map<string, string>();
    host.engine.containers.set('mine-control-plane', { ...stranger, network: 'kind', files });
    host.engine.networks.set('kind', { labels: {} });
    host.engine.networks.set('dy-deadbeef-0123', {
      labels: { 'dev.drillyard.instance': 'deadbeef' },
    });
    const labels = { 'dev.drillyard.instance': 'c0ffee00', 'dev.drillyard.role': 'workspace' };
    host.engine.networks.set('dy-c0ffee00-0123-toolbox', { labels });
    const provider = await start();
    await provider.create(request);
    await sweep(provider);
    expect([...host.engine.containers.keys()]).toEqual(['mine-control-plane']);
    expect([...host.engine.networks.keys()]).toEqual([
      ...['kind', 'dy-deadbeef-0123', 'dy-c0ffee00-0123-toolbox'],
    ]);
  });

  it('takes containers that were put on the network of a cluster, and its volumes', async () => {
    const { host, start } = await world();
    const provider = await start();
    const { containers } = await provider.create(request);
    const network = containers?.network ?? '';
    const toolbox = { labels: {}, network, state: 'running', files: new Map<string, string>() };
    host.engine.containers.set('toolbox', toolbox);
    host.engine.volumes.set('var', { labels: { 'io.x-k8s.kind.cluster': network } });
    await sweep(provider);
    expect(host.engine.isEmpty).toBe(true);
  });
});

async function providerThatDies(
  start: () => Promise<KindClusterProvider>,
  host: EmulatedHost,
  afterSteps: number,
): Promise<KindClusterProvider> {
  const provider = await start();
  host.killAfter(afterSteps);
  return provider;
}

async function condition(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await settle();
}

/** The one cluster there is has been recorded as complete. */
async function poolIsReady(root: string): Promise<void> {
  await condition(async () => {
    const records = await new ClusterRecords(root).list();
    return records.some(({ complete }) => complete);
  });
}
