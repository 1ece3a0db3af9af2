import { settle } from '@drillyard/cluster/testing';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { LabSessionLeasesRepository } from './lab-session-leases.repository.js';
import { LabSessionReconciler } from './lab-session-reconciler.js';
import type { LabSessionWork } from './lab-session-work.js';
import type { LabSessionsRepository, StoredLabSession } from './lab-sessions.repository.js';

/** Work that goes on until it is told to end, or to wait for room. */
function world(ids: readonly string[]) {
  const rows = [...ids];
  const begun = new Map<string, { onWaiting?: (is: boolean) => void; end: () => void }>();
  const leases = {
    dropLeases: async () => undefined,
    claim: async () => rows.shift(),
    release: async () => undefined,
    renew: async () => undefined,
  };
  const work = {
    carryOut: ({ id }: StoredLabSession, signal: AbortSignal, onWaiting?: (is: boolean) => void) =>
      new Promise<void>((resolve) => {
        begun.set(id, { end: resolve, ...(onWaiting && { onWaiting }) });
        signal.addEventListener('abort', () => resolve());
      }),
  };
  const reconciler = new LabSessionReconciler(
    leases as unknown as LabSessionLeasesRepository,
    { find: async (id: string) => ({ id }) } as unknown as LabSessionsRepository,
    work as unknown as LabSessionWork,
    'host',
    { now: () => new Date() },
    pino({ level: 'silent' }),
  );
  const until = async (count: number) => {
    while (begun.size < count) await settle();
  };
  return { reconciler, begun, until };
}

describe('LabSessionReconciler', () => {
  it('works on a few sessions at a time', async () => {
    const { reconciler, begun, until } = world(['a', 'b', 'c', 'd', 'e']);
    await reconciler.start();
    await until(4);
    expect([...begun.keys()]).toEqual(['a', 'b', 'c', 'd']);
    begun.get('b')?.end();
    await until(5);
    await reconciler.stop();
  });

  it('ends sessions while others wait for the room they have', async () => {
    const waiting = ['a', 'b', 'c', 'd', 'e', 'f'];
    const { reconciler, begun, until } = world([...waiting, 'to be ended']);
    await reconciler.start();
    for (const [index, id] of waiting.entries()) {
      await until(index + 1);
      begun.get(id)?.onWaiting?.(true);
    }
    await until(7);
    expect([...begun.keys()].at(-1)).toBe('to be ended');
    await reconciler.stop();
  });
});
