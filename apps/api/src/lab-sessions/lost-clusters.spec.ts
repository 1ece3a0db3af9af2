import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { ClusterProviders } from '../clusters/cluster-providers.js';
import { RecentFailures } from '../operator/recent-failures.js';
import type { EnvironmentBuilder } from './environment-builder.js';
import type { LabSessionsRepository, StoredLabSession } from './lab-sessions.repository.js';
import { LostClusters } from './lost-clusters.js';

/** As far as it is looked at here. */
const session = (id: string, state: string) => ({ id, state, generation: 1 }) as StoredLabSession;

function watching(sessions: readonly StoredLabSession[], lost: readonly string[]) {
  const stored = new Map(sessions.map((one) => [one.id, one]));
  const discarded: string[] = [];
  const repository = {
    listHosted: async () => [...stored.values()],
    change: async (id: string, change: (current: StoredLabSession) => StoredLabSession) => {
      stored.set(id, change(stored.get(id)!));
    },
  };
  const builder = { discard: async ({ id }: StoredLabSession) => void discarded.push(id) };
  const watch = new LostClusters(
    repository as unknown as LabSessionsRepository,
    { listLost: async () => [...lost] } as unknown as ClusterProviders,
    builder as unknown as EnvironmentBuilder,
    'host',
    pino({ level: 'silent' }),
    new RecentFailures({ now: () => new Date() }),
  );
  return { watch, stored, discarded };
}

describe('LostClusters', () => {
  it('fails the sessions whose clusters are gone, and no other', async () => {
    const sessions = [session('a', 'ready'), session('b', 'ready'), session('c', 'provisioning')];
    const { watch, stored, discarded } = watching(sessions, ['ls-b-1', 'ls-c-1', 'ls-z-9']);
    await watch.look();
    expect([...stored.values()].map(({ state }) => state)).toEqual([
      ...['ready', 'failed', 'provisioning'],
    ]);
    expect(stored.get('b')?.failure).toMatchObject({
      ...{ code: 'CLUSTER_LOST', message: expect.stringContaining('your score stays') },
    });
    expect(discarded).toEqual(['b']);
  });

  it('leaves a session alone that was started anew meanwhile', async () => {
    const { watch, stored } = watching([session('a', 'ready')], ['ls-a-0']);
    await watch.look();
    expect(stored.get('a')?.state).toBe('ready');
  });
});
