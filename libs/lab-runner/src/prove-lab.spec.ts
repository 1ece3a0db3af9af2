import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedClusterProvider } from '@drillyard/cluster-embedded';
import { sampleLab } from '@drillyard/lab-spec/testing';
import { createWorkspaceProvider } from '@drillyard/workspace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabProviders } from './lab-environment.js';
import { Lanes } from './lanes.js';
import { localProver } from './local-prover.js';
import { describeCase, mistakeOf, type ProofCase } from './proof-report.js';
import { proveLab } from './prove-lab.js';

let root: string;
let providers: LabProviders;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'drillyard-prove-'));
  const { provider: workspaces } = await createWorkspaceProvider({
    root: join(root, 'workspaces'),
  });
  providers = {
    workspaces,
    clusters: new EmbeddedClusterProvider({ root: join(root, 'clusters') }),
  };
});
afterAll(async () => {
  await providers.workspaces.close();
  await providers.clusters.close();
  await rm(root, { recursive: true, force: true });
});

const config = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: "{{ params.namespace }}" }\ndata: { value: ${value} }\n`;

/** A lab with one object to make and one file to write; cases change it. */
const files = {
  'lab.yaml': `apiVersion: drillyard.dev/v1
kind: Lab
metadata: { name: proof, title: A proof, track: samples, difficulty: beginner, minutes: 1 }
spec:
  params: { namespace: { oneOf: [default] } }
  setup:
    - apply: setup/base.yaml
  tasks:
    - id: make
      title: Make it
      body: tasks/first.md
      checks:
        - name: it is there
          resource: { apiVersion: v1, kind: ConfigMap, namespace: "{{ params.namespace }}", name: made }
        - name: it says right
          resource: { apiVersion: v1, kind: ConfigMap, namespace: "{{ params.namespace }}", name: made, match: { data: { value: right } } }
      solution: { apply: solution/make.yaml }
    - id: note
      title: Note it
      body: tasks/second.md
      checks:
        - name: a note is kept
          file: { path: ~/note.txt, contains: "{{ params.namespace }}" }
      solution: { run: { script: solution/note.sh } }
  mutants:
    - name: wrong value
      apply: mutants/wrong.yaml
      fails: [make/it says right]
`,
  'setup/base.yaml': config('base', 'x'),
  'solution/make.yaml': config('made', 'right'),
  'solution/note.sh': 'echo "{{ params.namespace }}" > ~/note.txt\n',
  'mutants/wrong.yaml': config('made', 'wrong'),
};

const lanesOf = (count: number, settleMs?: number) =>
  new Lanes(Array(count).fill(localProver(providers, settleMs === undefined ? {} : { settleMs })));

async function prove(
  changes: Partial<Record<keyof typeof files, [from: string, to: string]>> = {},
) {
  const changed: Record<string, string> = { ...files };
  for (const [file, [from, to]] of Object.entries(changes)) {
    expect(changed[file]).toContain(from);
    changed[file] = (changed[file] ?? '').replace(from, to);
  }
  const lanes = lanesOf(1, 300);
  const report = await proveLab(sampleLab(changed), { seeds: ['1'], lanes });
  const mistakes = report.cases.flatMap((each) =>
    each.judgements.flatMap((judgement) => {
      const mistake = mistakeOf(judgement, each.kind);
      return mistake === undefined
        ? []
        : [`${describeCase(each)}: ${mistake} by ${judgement.checkKey}`];
    }),
  );
  const errors = report.cases.flatMap(({ error }) => error ?? []);
  return { report, mistakes, errors };
}

describe('proveLab', () => {
  it('finds a sound lab sound, and leaves nothing behind', async () => {
    const { report, mistakes, errors } = await prove();
    expect({ isSound: report.isSound, mistakes, errors }).toEqual({
      isSound: true,
      mistakes: [],
      errors: [],
    });
    expect(report.cases.map(describeCase)).toEqual([
      'untouched',
      'solution of make',
      'solution of note',
      'mutant "wrong value"',
    ]);
    const judged = (each: ProofCase | undefined) =>
      each?.judgements.map(({ checkKey, expected }) => [checkKey, expected]);
    expect(judged(report.cases[1])).toHaveLength(2);
    expect(judged(report.cases[2])).toHaveLength(3);
    expect(await providers.clusters.list()).toEqual([]);
    expect(await providers.workspaces.list()).toEqual([]);
  });

  it('finds a check that passes before anything is done', async () => {
    const { mistakes } = await prove({ 'setup/base.yaml': ['name: base', 'name: made'] });
    expect(mistakes).toContain('untouched: false accept by make/it is there');
  });

  it('finds a check that refuses what is right', async () => {
    const { mistakes } = await prove({ 'solution/make.yaml': ['value: right', 'value: good'] });
    expect(mistakes).toContain('solution of make: false reject by make/it says right');
  });

  it('finds a solution that undoes an earlier one', async () => {
    const { mistakes } = await prove({
      'solution/note.sh': ['echo', 'kubectl delete configmap made; echo'],
    });
    expect(mistakes).toContain('solution of note: false reject by make/it is there');
  });

  it('finds a mutant that is accepted, and one that fails more than it names', async () => {
    const accepted = await prove({ 'mutants/wrong.yaml': ['value: wrong', 'value: right'] });
    expect(accepted.mistakes).toEqual(['mutant "wrong value": false accept by make/it says right']);
    const more = await prove({ 'mutants/wrong.yaml': ['name: made', 'name: elsewhere'] });
    expect(more.mistakes).toEqual(['mutant "wrong value": false reject by make/it is there']);
  });

  it.each([
    [
      'a script that fails, with what it said',
      { 'solution/note.sh': ['echo', 'echo oh no >&2; exit 3; echo'] },
      /solution\/note.sh: it ended with status 3; what it said:\noh no/,
    ],
    [
      'an object the cluster refuses',
      { 'solution/make.yaml': ['kind: ConfigMap', 'kind: NoSuchKind'] },
      /solution\/make.yaml: NoSuchKind made: /,
    ],
    [
      'an object without its namespace',
      { 'setup/base.yaml': [', namespace: "{{ params.namespace }}"', ''] },
      /setup\/base.yaml: ConfigMap base: .*give it metadata.namespace/,
    ],
  ] as const)('reports %s', async (_, changes, message) => {
    const { report, errors } = await prove(changes as never);
    expect(report.isSound).toBe(false);
    expect(errors[0]).toMatch(message);
  });

  it('proves with all seeds at once, and reports one after the other', async () => {
    const { cases } = await proveLab(sampleLab(files), { seeds: ['1', '2'], lanes: lanesOf(2) });
    const ofSeed = (wanted: string) => cases.filter(({ seed }) => seed === wanted);
    expect(ofSeed('1').map(describeCase)).toEqual(ofSeed('2').map(describeCase));
    expect(cases).toEqual([...ofSeed('1'), ...ofSeed('2')]);
  });

  it('ends when it is told to, and cleans up', async () => {
    const controller = new AbortController();
    const proof = proveLab(sampleLab(files), {
      seeds: ['1', '2'],
      lanes: lanesOf(2),
      signal: controller.signal,
      onCase: () => controller.abort(),
    });
    await expect(proof).rejects.toThrow(/abort/);
    expect(await providers.clusters.list()).toEqual([]);
  });
});
