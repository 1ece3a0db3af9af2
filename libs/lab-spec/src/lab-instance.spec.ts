import { describe, expect, it } from 'vitest';
import { answerForm } from './answer-form.js';
import { instantiateLab } from './lab-instance.js';
import { sampleLab, sampleLabYaml } from './testing/sample-lab.js';

describe('instantiateLab', () => {
  const lab = sampleLab();
  const instance = instantiateLab(lab, 'learner-1');

  it('is the same for the same seed', () => {
    expect(instantiateLab(lab, 'learner-1').params).toEqual(instance.params);
  });

  it('renders texts, files and checks, and leaves keys as they are for everybody', () => {
    const namespace = String(instance.params['namespace']);
    expect(instance.intro).toBe(`Welcome to \`${namespace}\`.\n`);
    expect(instance.readFile('setup/base.yaml')).toContain(`name: "${namespace}"`);
    expect(instance.readFile('none')).toBeUndefined();
    expect(instance.checks[0]).toMatchObject({
      key: 'first/jane can read pods',
      kind: 'access',
      spec: { namespace },
    });
  });

  it('shares what points are left among the checks without points', () => {
    expect(instance.checks.map(({ points }) => points)).toEqual([6, 4, 5]);
    const odd = sampleLab({
      'lab.yaml': sampleLabYaml
        .replace('          points: 4\n', '')
        .replace('points: 10', 'points: 11'),
    });
    expect(odd.tasks[0]?.checks.map(({ points }) => points)).toEqual([6, 5]);
  });

  it('lets mutants stand in for the tasks of the checks they fail', () => {
    const implied = sampleLab({
      'lab.yaml': sampleLabYaml.replace('      replaces: first\n      run', '      run'),
    });
    expect(implied.mutants[0]?.replaces).toEqual(['first']);
  });
});

describe('answerForm', () => {
  it('keeps what is correct to itself', () => {
    const options = [
      { id: 'a', text: 'A', correct: true },
      { id: 'b', text: 'B', correct: false, feedback: 'no' },
    ];
    expect(answerForm({ question: 'Which?', choice: { options } })).toEqual({
      kind: 'choice',
      question: 'Which?',
      options: [
        { id: 'a', text: 'A' },
        { id: 'b', text: 'B' },
      ],
    });
  });
});
