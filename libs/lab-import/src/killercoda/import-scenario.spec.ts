import { parseLab } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { type ImportedLab, importKillercoda } from './import-scenario.js';

const index = {
  title: 'RBAC Basics',
  description: 'Learn RBAC',
  difficulty: 'Beginner',
  time: '15-20 minutes',
  author: 'somebody',
  details: {
    intro: { text: 'intro.md', background: './background.sh' },
    steps: [
      { title: 'First, CI/CD', text: '/step1.md', verify: 'verify1.sh', foreground: 'fg.sh' },
      { text: 'step2.md' },
    ],
    finish: { text: 'finish.md' },
    assets: {
      host01: [
        { file: 'app.yaml', target: '/root/work', chmod: '+x' },
        { file: '*.txt', target: '~' },
        { file: '**/*.json' },
        { file: 'logo.png', target: '/opt' },
      ],
    },
  },
  backend: { imageid: 'kubernetes-kubeadm-2nodes' },
  interface: { layout: 'editor-terminal' },
};
const files = {
  'index.json': JSON.stringify(index),
  'intro.md': '# Welcome',
  'background.sh': "kubectl get ns -o go-template='{{.kind}}'\n",
  'step1.md':
    'Create it.\n```\nkubectl create ns x\n```{{exec}}\n<details><summary>Solution</summary>Do.</details>',
  'verify1.sh': '#!/bin/bash\nkubectl get ns x\n',
  'fg.sh': 'echo hi\n',
  'step2.md': 'Read.',
  'finish.md': 'Done.',
  'assets/app.yaml': "it's: END\n",
  'assets/a.txt': 'a',
  'assets/deep/er/b.json': '{}',
};

function imported(change: Record<string, string> = {}): ImportedLab {
  const all = new Map(Object.entries({ ...files, ...change }));
  const lab = importKillercoda(all, { folder: 'RBAC_basics', track: 'imported' });
  if ('mistake' in lab) throw new Error(lab.mistake);
  return lab;
}

describe('importKillercoda', () => {
  it('makes a lab that lacks nothing but its proof', () => {
    const { name, files: written } = imported();
    expect(name).toBe('rbac-basics');
    const { problems } = parseLab(written);
    expect(problems.map(({ message }) => message)).toEqual([
      'the lab has no mutants',
      'the task "step-1" has no solution',
      'the task "step-2" has no solution',
    ]);
  });

  it('carries over what has a counterpart', () => {
    const { files: written } = imported();
    expect(written.get('lab.yaml')).toMatch(/difficulty: beginner\n {2}minutes: 20/);
    expect(written.get('tasks/step-1.md')).toBe(
      'Create it.\n```sh run\nkubectl create ns x\n```\n',
    );
    expect(written.get('checks/step-1.sh')).toBe(files['verify1.sh']);
    expect(written.get('setup/background.sh')).toContain("'\\{{.kind}}'");
    expect(written.get('lab.yaml')).toContain('text: Do.\n');
    const assets = written.get('setup/assets.sh');
    expect(assets).toContain(`cat > "$HOME"'/work'/'app.yaml' <<'END_'\nit's: END\nEND_\nchmod +x`);
    expect(assets).toContain(`cat > "$HOME"/'a.txt' <<'END'`);
    expect(assets).toContain(`cat > "$HOME"/'b.json' <<'END'`);
    expect(assets).not.toContain('logo.png');
  });

  it('reports every construct it could not carry over', () => {
    const report = imported().files.get('README.md');
    for (const said of [
      'the field "author" is not carried over',
      'the asset logo.png is no text, or is missing',
      'assets/step-1-foreground.sh',
      'nothing verifies this step',
      'there is no page after the last task',
      'kubernetes-kubeadm-2nodes',
      'editor-terminal',
    ]) {
      expect(report).toContain(said);
    }
  });

  it.each([
    ['no index', undefined, /no index.json/],
    ['no JSON', '{', /not JSON/],
    ['another shape', '{"details": {"steps": 3}}', /details.steps/],
    ['a list', '[]', /expected object/],
  ])('says what is wrong with %s', (_, text, mistake) => {
    const all = new Map(text === undefined ? [] : [['index.json', text]]);
    expect(importKillercoda(all, { folder: 'x', track: 't' })).toMatchObject({
      mistake: expect.stringMatching(mistake),
    });
  });

  it('writes steps that are alike out, for whoever goes on with it', () => {
    const steps = [{ text: 'a.md' }, { text: 'a.md' }];
    const { files: written } = imported({ 'index.json': JSON.stringify({ details: { steps } }) });
    expect(written.get('lab.yaml')?.match(/name: the step is done/g)).toHaveLength(2);
  });

  it.each([
    ['is empty', '{}'],
    ['has a comma too many', '{"title": "x", "details": {"steps": [{"text": "a.md"},]},}'],
    [
      'names files that are not there',
      '{"details":{"intro":{"text":"x","background":"y"},"steps":[{"verify":"z"}]}}',
    ],
    ['has a title of signs', '{"title": "!!!"}'],
  ])('makes a lab of a scenario that %s', (_, text) => {
    const { files: written, notes } = imported({ 'index.json': text });
    expect(
      parseLab(written).problems.filter(({ message }) => !/solution|mutants/.test(message)),
    ).toEqual([]);
    expect(notes.length).toBeGreaterThan(0);
  });
});
