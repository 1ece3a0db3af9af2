import type { ProviderStatus } from '@drillyard/cluster';
import type { ContainerHost } from '@drillyard/cluster-kind';
import { describe, expect, it } from 'vitest';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { readAppConfig } from '../config/app-config.js';
import type { Database } from '../database/open-database.js';
import type { LabSessionsRepository } from '../lab-sessions/lab-sessions.repository.js';
import type { Workspaces } from '../workspaces/open-workspaces.js';
import { Drain } from './drain.js';
import { Overview } from './overview.js';
import { RecentFailures } from './recent-failures.js';
import { RemovedOrphans } from './removed-orphans.js';

const now = new Date('2026-01-01T00:00:00Z');
const clock = { now: () => now };

/** As far as it is looked at here. */
function stored(id: string, state: string, step?: string) {
  const steps = step === undefined ? [] : [{ text: step, state: 'running' }];
  const cluster = state === 'ready' ? { provider: 'kind', version: 'v1.36.1' } : undefined;
  return {
    ...{ id, state, steps, cluster, lab: 'pod-reader', generation: 1, createdAt: now },
    ...{ learnerName: 'learner', terminals: 2, readyAt: undefined, expiresAt: undefined },
  };
}

const status: ProviderStatus = {
  ...{ clusters: { used: 3, max: 3 }, memoryBytes: { used: 6, max: 8 } },
  waiting: [{ id: 'ls-c-1' }, { id: 'ls-b-1' }],
  pools: [{ nodes: { controlPlane: 1, workers: 2 }, size: 2, ready: 1, creating: 1 }],
};

function overviewOf(sessions: readonly ReturnType<typeof stored>[]) {
  const drained: boolean[] = [];
  const provider = { name: 'kind', status: () => status, drain: (is: boolean) => drained.push(is) };
  const clusters = new ClusterProviders([provider as never]);
  const drain = new Drain(clusters);
  const failures = new RecentFailures(clock);
  const orphans = new RemovedOrphans(clock);
  const info = { name: 'docker', version: '28.5.2', rootless: true };
  const overview = new Overview(
    { listAllLive: async () => sessions } as unknown as LabSessionsRepository,
    clusters,
    drain,
    failures,
    orphans,
    readAppConfig({}),
    { engine: 'PostgreSQL' } as Database,
    { provider: { isolation: 'container' } } as Workspaces,
    { info, kindVersion: '0.32.0', warnings: ['watch out'] } as unknown as ContainerHost,
    'c0ffee00',
  );
  return { overview, drain, drained, failures, orphans };
}

describe('Overview', () => {
  it('has those that wait first, in the order of their places', async () => {
    const { overview } = overviewOf([
      stored('a', 'ready'),
      stored('b', 'provisioning', 'All places are taken: 1 learner is before you'),
      stored('c', 'provisioning', 'All places are taken: you are next'),
      stored('d', 'requested'),
    ]);
    const { sessions, providers } = await overview.read();
    expect(sessions.map(({ id, ahead }) => [id, ahead])).toEqual([
      ...[
        ['c', 0],
        ['b', 1],
        ['a', undefined],
        ['d', undefined],
      ],
    ]);
    expect(providers).toEqual([
      {
        ...{ name: 'kind', clusters: 1, waiting: 2 },
        capacity: { clusters: { used: 3, max: 3 }, memoryBytes: { used: 6, max: 8 } },
        pools: [{ controlPlanes: 1, workers: 2, size: 2, ready: 1, creating: 1 }],
      },
    ]);
  });

  it('says what it runs on, what failed and what was removed', async () => {
    const { overview, failures, orphans } = overviewOf([]);
    failures.add('pool', new Error('secret'));
    orphans.add('ls-x-1');
    orphans.swept();
    expect(await overview.read()).toMatchObject({
      ...{ instance: 'c0ffee00', database: 'PostgreSQL', isolation: 'container' },
      engine: { name: 'docker', version: '28.5.2', rootless: true, kindVersion: '0.32.0' },
      warnings: ['watch out'],
      failures: [{ at: now.toISOString(), place: 'pool', code: 'INTERNAL_ERROR' }],
      sweeps: { sweptAt: now.toISOString(), removed: [{ name: 'ls-x-1' }] },
    });
  });

  it('empties pools while it is drained', async () => {
    const { overview, drain, drained } = overviewOf([]);
    drain.set(true);
    expect(() => drain.requireOpen()).toThrow('maintenance');
    expect((await overview.read()).isDraining).toBe(true);
    drain.set(false);
    drain.requireOpen();
    expect(drained).toEqual([true, false]);
  });
});
