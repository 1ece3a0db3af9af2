import { instantiateLab, type LabInstance } from '@drillyard/lab-spec';
import { sampleLab, sampleLabYaml } from '@drillyard/lab-spec/testing';
import { describe, expect, it } from 'vitest';
import { type CheckOutcome, failed, inconclusive, passed } from './check-outcome.js';
import { latch, noScore, scoreLab, takeHint } from './score.js';

const [first, second, third] = [
  'first/jane can read pods',
  'first/pods are counted',
  'second/the file is there',
] as const;
const red = failed('no', { expected: 'x', actual: 'y' });

function instance(yaml = sampleLabYaml): LabInstance {
  return instantiateLab(sampleLab({ 'lab.yaml': yaml }), 'seed');
}
function outcomes(entries: Record<string, CheckOutcome>) {
  return new Map(Object.entries(entries));
}

describe('scoreLab', () => {
  it('gives the points of each check that passes', () => {
    const now = outcomes({ [first]: passed, [second]: red, [third]: passed });
    const score = scoreLab(instance(), latch(instance(), noScore, now), now);
    expect([score.points, score.pointsMax]).toEqual([11, 15]);
    expect(score.tasks.map(({ isPassing, isComplete }) => [isPassing, isComplete])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('gives a check that passes in an untouched lab its points with the rest of the task', () => {
    const lab = instance(
      sampleLabYaml.replace(
        '- name: jane can read pods',
        '- name: jane can read pods\n          untouched: passes',
      ),
    );
    const untouched = outcomes({ [first]: passed, [second]: red });
    expect(scoreLab(lab, latch(lab, noScore, untouched), untouched).points).toBe(0);
    const done = outcomes({ [first]: passed, [second]: passed });
    const kept = latch(lab, noScore, done);
    expect(scoreLab(lab, kept, outcomes({ [first]: passed, [second]: red })).points).toBe(10);
  });

  it('keeps points once earned and shows the regression', () => {
    const earned = latch(instance(), noScore, outcomes({ [first]: passed }));
    const score = scoreLab(instance(), earned, outcomes({ [first]: red }));
    expect(score.points).toBe(6);
    expect(score.tasks[0]?.checks[0]).toMatchObject({ isEarned: true, isRegressed: true });
  });

  it('takes points back from a check that does not latch, but not while it cannot be asked', () => {
    const lab = instance(
      sampleLabYaml.replace(
        '- name: the file is there',
        '- name: the file is there\n          latch: false',
      ),
    );
    const earned = latch(instance(), noScore, outcomes({ [third]: passed }));
    expect(scoreLab(lab, earned, outcomes({ [third]: red })).points).toBe(0);
    expect(scoreLab(lab, earned, outcomes({ [third]: inconclusive('away') })).points).toBe(5);
  });

  it('takes off the cost of hints, and never more than there is', () => {
    const lab = instance();
    const [task] = lab.tasks;
    if (task === undefined) throw new Error('the sample lab has tasks');
    const hinted = takeHint(takeHint(noScore, task), task);
    expect(hinted.hintsTaken).toEqual({ first: 1 });
    const now = outcomes({ [first]: passed });
    expect(scoreLab(lab, latch(lab, hinted, now), now).points).toBe(4);
    expect(scoreLab(lab, hinted, outcomes({})).points).toBe(0);
  });
});

describe('latch', () => {
  it('only ever adds, and keeps its identity when nothing is new', () => {
    const earned = latch(instance(), noScore, outcomes({ [first]: passed }));
    expect(latch(instance(), earned, outcomes({ [first]: red, [second]: inconclusive('x') }))).toBe(
      earned,
    );
    expect(latch(instance(), earned, outcomes({ [second]: passed })).earned).toEqual([
      first,
      second,
    ]);
  });
});
