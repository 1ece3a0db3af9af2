import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Small labs for the API's own tests: one that works, one whose setup fails,
 * one nobody can run, one on the control plane's node.
 */
const files: Record<string, string> = {
  'basics/track.yaml': 'title: Basics\ndescription: First things.\n',
  'basics/01-make/lab.yaml': `apiVersion: drillyard.dev/v1
kind: Lab
metadata:
  name: make
  title: Make a ConfigMap
  locale: { de: { title: Eine ConfigMap anlegen } }
  track: basics
  difficulty: beginner
  minutes: 5
  topics: [config]
spec:
  params:
    name: { oneOf: [alpha, beta, gamma] }
  setup:
    - apply: setup/base.yaml
  tasks:
    - id: make
      title: "Make {{ params.name }}"
      body: tasks/make.md
      points: 10
      hints:
        - { text: "look at kubectl create --help", cost: 1 }
        - { text: "configmap", cost: 2 }
      checks:
        - name: "the ConfigMap {{ params.name }} exists"
          resource: { apiVersion: v1, kind: ConfigMap, name: "{{ params.name }}", namespace: work }
          explain: It was asked for.
      solution: { run: { script: solution/make.sh } }
    - id: ask
      title: Say what you saw
      locale: { de: { title: "Sag, was du sahst" } }
      body: tasks/ask.md
      points: 5
      checks:
        - name: the number
          points: 3
          answer: { question: How many?, number: { equals: 3 } }
        - name: the colour
          locale: { de: { name: die Farbe } }
          points: 2
          answer:
            question: Which colour?
            locale: { de: { question: Welche Farbe? } }
            choice:
              options:
                - id: red
                  text: Red
                  feedback: That is the other one.
                  locale: { de: { text: Rot, feedback: Das ist die andere. } }
                - { id: blue, text: Blue, correct: true }
      solution:
        - answer: { check: the number, value: 3 }
        - answer: { check: the colour, value: blue }
  mutants:
    - name: nothing at all
      replaces: make
      run: { script: mutants/nothing.sh }
      fails: ["make/the ConfigMap {{ params.name }} exists"]
`,
  'basics/01-make/intro.md': 'Make `{{ params.name }}`.\n',
  'basics/01-make/tasks/make.md': 'Make a ConfigMap named {{ params.name }} in `work`.\n',
  'basics/01-make/tasks/ask.md': 'Look and answer.\n',
  'basics/01-make/tasks/ask.de.md': 'Schau und antworte.\n',
  'basics/01-make/setup/base.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: work }\n',
  'basics/01-make/solution/make.sh': 'kubectl -n work create configmap {{ params.name }}\n',
  'basics/01-make/mutants/nothing.sh': 'true\n',
  'basics/02-fails/lab.yaml': lab('fails', 'setup:\n    - run: { script: setup/fail.sh }'),
  ...small('basics/02-fails'),
  'basics/02-fails/setup/fail.sh': 'test -e ~/../mended || { echo no such luck; exit 3; }\n',
  'basics/03-needy/lab.yaml': lab('needy', 'cluster: { requires: [cluster-settings] }'),
  ...small('basics/03-needy'),
  'basics/04-node/lab.yaml': lab('node', 'cluster: { requires: [node-shell, static-pods] }'),
  ...small('basics/04-node'),
};

function small(folder: string): Record<string, string> {
  return {
    [`${folder}/tasks/a.md`]: 'Nothing.\n',
    [`${folder}/solution.sh`]: 'kubectl create configmap something\n',
    [`${folder}/mutant.sh`]: 'true\n',
  };
}

function lab(name: string, spec: string): string {
  return `apiVersion: drillyard.dev/v1
kind: Lab
metadata: { name: ${name}, title: The ${name} lab, track: basics, difficulty: beginner, minutes: 5 }
spec:
  ${spec}
  tasks:
    - id: a
      title: A
      body: tasks/a.md
      checks:
        - name: there is something
          resource: { apiVersion: v1, kind: ConfigMap, name: something, namespace: default }
      solution: { run: { script: solution.sh } }
  mutants:
    - name: nothing at all
      run: { script: mutant.sh }
      fails: ["a/there is something"]
`;
}

export async function writeTestLabs(folder: string): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
