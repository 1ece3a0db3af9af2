/** The files of a new lab: as small as a lab can be and still be proved. */
export function labTemplate(lab: {
  readonly name: string;
  readonly track: string;
  readonly title: string;
  /** The line that names the JSON Schema, with its end. */
  readonly schemaLine: string;
}): Record<string, string> {
  return {
    'lab.yaml': labYaml(lab),
    'intro.md': 'Say in two sentences what the learner will be able to do afterwards.\n',
    'setup/base.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: "{{ params.namespace }}"
`,
    'tasks/label-namespace.md': `Give the namespace \`{{ params.namespace }}\` the label \`owner=me\`.

\`\`\`sh run
kubectl get namespace {{ params.namespace }} --show-labels
\`\`\`
`,
    'solution/label-namespace.sh': `set -eu
kubectl label namespace {{ params.namespace }} owner=me
`,
    'mutants/other-value.sh': `set -eu
kubectl label namespace {{ params.namespace }} owner=you
`,
  };
}

function labYaml({ name, track, title, schemaLine }: Parameters<typeof labTemplate>[0]): string {
  return `${schemaLine}apiVersion: drillyard.dev/v1
kind: Lab
metadata:
  name: ${name}
  title: ${JSON.stringify(title)}
  track: ${track}
  difficulty: beginner
  minutes: 10
spec:
  params:
    namespace: { oneOf: [atlas, borealis, cygnus] }

  setup:
    - apply: setup/base.yaml

  tasks:
    - id: label-namespace
      title: Label the namespace
      body: tasks/label-namespace.md
      points: 10
      hints:
        - { text: "\`kubectl label --help\` has examples.", cost: 2 }
      checks:
        - name: the namespace is labelled
          resource:
            apiVersion: v1
            kind: Namespace
            name: "{{ params.namespace }}"
            match: { metadata: { labels: { owner: me } } }
          explain: Labels are how objects are found and grouped.
      solution: { run: { script: solution/label-namespace.sh } }

  mutants:
    - name: another value
      run: { script: mutants/other-value.sh }
      fails: [label-namespace/the namespace is labelled]
`;
}
