import { invariant } from '@drillyard/errors';
import type { Lab } from '../lab.js';
import { parseLab } from '../parse-lab.js';

/** The smallest lab that has one of everything. */
export const sampleLabYaml = `apiVersion: drillyard.dev/v1
kind: Lab
metadata:
  name: sample
  title: A sample
  track: samples
  difficulty: beginner
  minutes: 5
spec:
  cluster:
    requires: []
  params:
    namespace: { oneOf: [atlas, borealis, cygnus] }
  setup:
    - apply: setup/base.yaml
  tasks:
    - id: first
      title: The first task
      body: tasks/first.md
      points: 10
      hints:
        - { text: A hint., cost: 2 }
      checks:
        - name: jane can read pods
          access:
            as: { user: jane }
            can: [get, list]
            resource: pods
            namespace: "{{ params.namespace }}"
        - name: pods are counted
          points: 4
          answer:
            question: How many?
            number: { equals: 3 }
      solution:
        - run: { script: solution/first.sh }
        - answer: { check: pods are counted, value: 3 }
    - id: second
      title: The second task
      body: tasks/second.md
      points: 5
      checks:
        - name: the file is there
          file: { path: ~/proof.txt }
      solution: { run: { on: workstation, script: solution/second.sh } }
  variants:
    - name: another way
      replaces: first
      apply: variants/other.yaml
  mutants:
    - name: a wrong way
      replaces: first
      run: { script: mutants/wrong.sh }
      fails: [first/jane can read pods]
`;

const manifest = `apiVersion: v1
kind: Namespace
metadata:
  name: "{{ params.namespace }}"
`;

/** The files of the sample lab, with some of them changed. */
export function sampleLabFiles(
  changed: Readonly<Record<string, string>> = {},
): Map<string, string> {
  return new Map(
    Object.entries({
      'lab.yaml': sampleLabYaml,
      'intro.md': 'Welcome to `{{ params.namespace }}`.\n',
      'setup/base.yaml': manifest,
      'tasks/first.md': 'Do it.\n\n```sh run\nkubectl get pods\n```\n',
      'tasks/second.md': 'Write it down.\n',
      'solution/first.sh': 'true\n',
      'solution/second.sh': 'touch ~/proof.txt\n',
      'variants/other.yaml': manifest,
      'mutants/wrong.sh': 'true\n',
      ...changed,
    }),
  );
}

/** A parsed lab of these files. */
export function sampleLab(changed: Readonly<Record<string, string>> = {}): Lab {
  const { lab, problems } = parseLab(sampleLabFiles(changed));
  invariant(lab, `the sample lab is broken: ${JSON.stringify(problems)}`);
  return lab;
}
