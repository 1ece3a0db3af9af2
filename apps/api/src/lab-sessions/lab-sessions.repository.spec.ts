import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeOnBothEngines } from '../testing/databases.js';
import {
  becomeReady,
  beginProvisioning,
  beginStep,
  endLabSession,
  failLabSession,
  requestLabSession,
  resetLabSession,
} from './lab-session.js';
import { LabSessionChanges } from './lab-session-changes.js';
import { LabSessionLeasesRepository } from './lab-session-leases.repository.js';
import { LabSessionsRepository } from './lab-sessions.repository.js';

const now = new Date('2030-01-01T00:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const cluster = { provider: 'embedded', version: 'v1.36.0' };
const policy = { lifetimeMs: 1000, extensionMs: 500, extensionsMax: 2, perLearnerMax: 5 };

describeOnBothEngines('LabSessionsRepository', (db) => {
  let repository: LabSessionsRepository;
  let leases: LabSessionLeasesRepository;
  let learnerId: string;
  const lease = (host: string, at = now) => ({
    host,
    now: at,
    until: new Date(at.getTime() + 30_000),
  });
  const request = (lab = 'pod-reader', createdAt = now) =>
    repository.create(requestLabSession({ id: randomUUID(), learnerId, lab }, createdAt));

  beforeEach(async () => {
    await db().prisma.learner.deleteMany();
    learnerId = randomUUID();
    await db().prisma.learner.create({ data: { id: learnerId, name: learnerId } });
    repository = new LabSessionsRepository(db().prisma, new LabSessionChanges());
    leases = new LabSessionLeasesRepository(db().prisma);
  });

  describe('create and find', () => {
    it('gives back what was stored', async () => {
      const { stored } = await request();
      expect(await repository.find(stored.id)).toEqual(stored);
      const changed = await repository.change(stored.id, (session) =>
        beginStep(beginProvisioning(session), 'Starting'),
      );
      expect(await repository.find(stored.id)).toEqual(changed);
      expect(changed).toMatchObject({
        version: 2,
        steps: [{ text: 'Starting', state: 'running' }],
      });
    });

    it('keeps one live session of each lab', async () => {
      const [first, second] = await Promise.all([request(), request()]);
      expect(second.stored.id).toBe(first.stored.id);
      expect([first.isNew, second.isNew].filter(Boolean)).toHaveLength(1);
      await request('another');
      expect(await repository.listLive(learnerId)).toHaveLength(2);
    });

    it('starts another once the first one ends', async () => {
      const { stored } = await request();
      await repository.change(stored.id, endLabSession);
      expect((await request('pod-reader', later(1))).isNew).toBe(true);
      expect((await repository.findLatest(learnerId, 'pod-reader'))?.id).not.toBe(stored.id);
    });

    it('refuses to revive a failed session beside a live one', async () => {
      const { stored } = await request();
      const failure = { code: 'X', message: 'gone' };
      await repository.change(stored.id, (s) => failLabSession(beginProvisioning(s), failure));
      expect((await repository.find(stored.id))?.failure).toEqual(failure);
      await request();
      await expect(repository.change(stored.id, resetLabSession)).rejects.toMatchObject({
        code: 'LAB_SESSION_STATE',
      });
    });
  });

  describe('change', () => {
    it('loses no change of concurrent writers', async () => {
      const { stored } = await request();
      await repository.change(stored.id, beginProvisioning);
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((text) =>
          repository.change(stored.id, (session) => beginStep(session, text)),
        ),
      );
      const after = await repository.find(stored.id);
      expect(after?.steps.map(({ text }) => text).sort()).toEqual(['a', 'b', 'c', 'd']);
      expect(after?.version).toBe(6);
    });
  });

  describe('claim', () => {
    it('hands each waiting session to one host, oldest first', async () => {
      const younger = await request('b', later(1));
      const older = await request('a', now);
      const claims = await Promise.all(
        ['one', 'two', 'three'].map((host) => leases.claim(lease(host))),
      );
      const ids = claims.filter((id) => id !== undefined);
      expect(new Set(ids)).toEqual(new Set([older.stored.id, younger.stored.id]));
      expect(ids).toHaveLength(2);
    });

    it('takes a session again when the lease ran out, on the host that has its data', async () => {
      const { stored } = await request();
      await leases.claim(lease('one'));
      expect(await leases.claim(lease('one', later(29_000)))).toBeUndefined();
      expect(await leases.claim(lease('two', later(31_000)))).toBeUndefined();
      expect(await leases.claim(lease('one', later(31_000)))).toBe(stored.id);
    });

    it('renews, releases and delays', async () => {
      const { stored } = await request();
      await leases.claim(lease('one'));
      await leases.renew(stored.id, lease('one', later(20_000)));
      expect(await leases.claim(lease('one', later(31_000)))).toBeUndefined();
      await leases.release(stored.id, 'one', later(60_000));
      expect(await leases.claim(lease('one', later(59_000)))).toBeUndefined();
      expect(await leases.claim(lease('one', later(61_000)))).toBe(stored.id);
      await leases.dropLeases('one');
      expect(await leases.claim(lease('one', later(62_000)))).toBe(stored.id);
    });

    it('passes over sessions that are ready, until their time is over', async () => {
      const { stored } = await request();
      await leases.claim(lease('one'));
      await repository.change(stored.id, (session) =>
        becomeReady(beginProvisioning(session), cluster, now, policy),
      );
      await leases.release(stored.id, 'one');
      expect(await leases.claim(lease('one', later(999)))).toBeUndefined();
      expect(await leases.claim(lease('one', later(1000)))).toBe(stored.id);
      expect((await repository.listHosted('one')).map(({ id }) => id)).toEqual([stored.id]);
      expect(await repository.listHosted('two')).toEqual([]);
    });
  });
});
