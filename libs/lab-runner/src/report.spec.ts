import { failed, inconclusive, passed } from '@drillyard/grading';
import { describe, expect, it } from 'vitest';
import { toJunit } from './junit.js';
import { mistakeOf, type ProofCase } from './proof-report.js';
import { formatSoundness, soundnessOf, soundnessOfLabs } from './soundness.js';

const cases: ProofCase[] = [
  {
    kind: 'untouched',
    name: '',
    seed: '1',
    durationMs: 1200,
    judgements: [
      { checkKey: 'a/x', expected: 'fails', outcome: failed('no', { expected: 'x', actual: 'y' }) },
    ],
  },
  {
    kind: 'solution',
    name: 'a',
    seed: '1',
    durationMs: 300,
    judgements: [{ checkKey: 'a/x', expected: 'passes', outcome: passed }],
  },
  {
    kind: 'mutant',
    name: 'bad <&"',
    seed: '1',
    durationMs: 500,
    judgements: [{ checkKey: 'a/x', expected: 'fails', outcome: passed }],
  },
  { kind: 'variant', name: 'v', seed: '1', durationMs: 0, judgements: [], error: 'broke\u0007' },
];

describe('mistakeOf', () => {
  it.each([
    ['passes', passed, 'solution', undefined],
    ['passes', failed('no', { expected: 'x', actual: 'y' }), 'variant', 'false reject'],
    ['passes', inconclusive('?'), 'variant', 'false reject'],
    ['fails', failed('no', { expected: 'x', actual: 'y' }), 'mutant', undefined],
    ['fails', passed, 'mutant', 'false accept'],
    ['fails', inconclusive('?'), 'mutant', 'false accept'],
    ['fails', inconclusive('?'), 'untouched', undefined],
  ] as const)('expected %s, %j of a %s: %s', (expected, outcome, kind, mistake) => {
    expect(mistakeOf({ checkKey: 'a/x', expected, outcome }, kind)).toBe(mistake);
  });
});

describe('soundnessOf', () => {
  it('sums up the checks of each lab', () => {
    const report = { labName: 'lab', isSound: false, cases };
    const rows = formatSoundness(soundnessOfLabs([report, { ...report, labName: 'next' }]), 'lab');
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['lab', 'right answers', 'false rejects', 'wrong answers', 'false accepts'],
      ['lab', '1', '0', '2', '1'],
      ['next', '1', '0', '2', '1'],
      ['all', '2', '0', '4', '2'],
    ]);
  });

  it('counts right and wrong answers, and what was judged wrongly', () => {
    const rows = soundnessOf(cases);
    expect(rows).toEqual([
      { checkKey: 'a/x', right: 1, wrong: 2, falseRejects: 0, falseAccepts: 1 },
    ]);
    expect(formatSoundness(rows).map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['check', 'right answers', 'false rejects', 'wrong answers', 'false accepts'],
      ['a/x', '1', '0', '2', '1'],
      ['all', '1', '0', '2', '1'],
    ]);
  });
});

describe('toJunit', () => {
  it('is XML with a test for every judgement', () => {
    const xml = toJunit([{ labName: 'lab', isSound: false, cases }]);
    expect(xml).toContain('<testsuite name="lab" tests="4" failures="2" time="2.000">');
    expect(xml).toContain('name="mutant &quot;bad &lt;&amp;&quot;&quot; (seed 1): a/x fails"');
    expect(xml).toContain('<failure message="false accept">');
    expect(xml).toContain('<failure message="could not be carried out">broke</failure>');
  });
});
