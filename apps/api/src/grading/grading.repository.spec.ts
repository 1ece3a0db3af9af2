import { randomUUID } from 'node:crypto';
import type { CheckOutcome } from '@drillyard/grading';
import { beforeEach, expect, it } from 'vitest';
import { requestLabSession } from '../lab-sessions/lab-session.js';
import { LabSessionChanges } from '../lab-sessions/lab-session-changes.js';
import { LabSessionsRepository } from '../lab-sessions/lab-sessions.repository.js';
import { BestScoresRepository } from '../progress/best-scores.repository.js';
import { describeOnBothEngines } from '../testing/databases.js';
import { GradingRepository } from './grading.repository.js';

const now = new Date('2030-01-01T00:00:00Z');
const passed: CheckOutcome = { status: 'passed' };
const failed: CheckOutcome = {
  status: 'failed',
  reason: 'It is not "there".',
  evidence: [{ object: 'Role x', message: 'absent' }],
};

describeOnBothEngines('GradingRepository', (db) => {
  let repository: GradingRepository;
  let id: string;
  let learnerId: string;
  const save = (...outcomes: [string, CheckOutcome][]) =>
    repository.saveOutcomes(
      id,
      new Map(outcomes),
      new Set(outcomes.filter(([, outcome]) => outcome === passed).map(([key]) => key)),
      now,
    );
  const checks = async () => Object.fromEntries((await repository.read(id)).checks);

  beforeEach(async () => {
    learnerId = randomUUID();
    id = randomUUID();
    await db().prisma.learner.create({ data: { id: learnerId, name: learnerId } });
    const sessions = new LabSessionsRepository(db().prisma, new LabSessionChanges());
    await sessions.create(requestLabSession({ id, learnerId, lab: 'a' }, now));
    repository = new GradingRepository(db().prisma);
  });

  it('keeps the last outcome, and points once earned', async () => {
    await save(['t/a check: with / and "quotes"', failed], ['t/b', passed]);
    expect(await checks()).toEqual({
      't/a check: with / and "quotes"': { outcome: failed, isEarned: false },
      't/b': { outcome: passed, isEarned: true },
    });
    await save(['t/b', failed]);
    expect(await checks()).toMatchObject({ 't/b': { outcome: failed, isEarned: true } });
  });

  it('forgets outcomes with the cluster, and nothing that was earned', async () => {
    await save(['t/a', failed], ['t/b', passed]);
    await repository.forgetOutcomes(id);
    expect(await checks()).toEqual({
      't/a': { outcome: undefined, isEarned: false },
      't/b': { outcome: undefined, isEarned: true },
    });
  });

  it('gives no points for what passes after the solution was shown', async () => {
    await save(['t/before', passed], ['t/after', failed], ['other/after', failed]);
    await repository.revealSolution(id, 't', now);
    await save(['t/before', failed], ['t/after', passed], ['other/after', passed]);
    expect(await checks()).toMatchObject({
      't/before': { isEarned: true },
      't/after': { outcome: passed, isEarned: false },
      'other/after': { isEarned: true },
    });
  });

  it('reveals hints one by one, however many ask at once', async () => {
    const reveals = await Promise.all([1, 2, 3, 4].map(() => repository.revealHint(id, 't', 2)));
    expect(reveals.filter(Boolean)).toHaveLength(2);
    expect(await repository.revealHint(id, 'none', 0)).toBe(false);
    await repository.revealSolution(id, 't', now);
    const { tasks } = await repository.read(id);
    expect(Object.fromEntries(tasks)).toEqual({
      t: { hintsRevealed: 2, isSolutionRevealed: true },
    });
  });

  it('keeps the last answer, of any type', async () => {
    await repository.saveAnswer(id, 't/text', 'one', now);
    await repository.saveAnswer(id, 't/text', 'two', now);
    await repository.saveAnswer(id, 't/number', 0, now);
    await repository.saveAnswer(id, 't/choices', ['a', 'b'], now);
    const { answers } = await repository.read(id);
    expect(Object.fromEntries(answers)).toEqual({
      't/text': 'two',
      't/number': 0,
      't/choices': ['a', 'b'],
    });
  });

  it('keeps the best score only', async () => {
    const best = new BestScoresRepository(db().prisma);
    const raise = (points: number) => best.raise(learnerId, 'a', { points, max: 10 }, now);
    await raise(0);
    expect(await best.list(learnerId)).toEqual(new Map());
    for (const points of [3, 7, 5]) await raise(points);
    expect(await best.list(learnerId)).toEqual(new Map([['a', { points: 7, max: 10 }]]));
  });
});
