import { describe, expect, it } from 'vitest';
import { labLimits } from './limits.js';
import { parseLab } from './parse-lab.js';
import type { ParseLabOptions } from './rules/rule.js';
import { sampleLabFiles, sampleLabYaml } from './testing/sample-lab.js';

/** A place in a file, written into the text: the expected position of the mistake. */
const mark = '¦';

interface Mistake {
  readonly of: string;
  /** Replaced in lab.yaml, or in `file`. */
  readonly from: string;
  /** By this, where {@link mark} is where the mistake must be reported. */
  readonly to: string;
  readonly message: RegExp;
  readonly next: RegExp;
  readonly file?: string;
  /** Other problems the same change causes. */
  readonly besides?: number;
  readonly options?: ParseLabOptions;
  readonly severity?: 'warning';
}

const schemaMistakes: Mistake[] = [
  {
    of: 'a line that is indented further than its neighbours',
    from: 'difficulty: beginner\n  minutes: 5',
    to: 'difficulty: ¦beginner\n   minutes: 5',
    message: /what follows is indented as if it belonged to this value/,
    next: /give the next line the indentation of its neighbours/,
    besides: 1,
  },
  {
    of: 'two documents',
    from: 'spec:\n',
    to: '¦---\nspec:\n',
    message: /more than one YAML document/,
    next: /remove the line of ---/,
  },
  {
    of: 'an unknown field',
    from: '  title: A sample',
    to: '  title: A sample\n  ¦titel: x',
    message: /unknown field "titel" in metadata/,
    next: /did you mean "title"\?/,
  },
  {
    of: 'an unknown field far from any',
    from: '  minutes: 5',
    to: '  minutes: 5\n  ¦zzzzzz: x',
    message: /unknown field "zzzzzz"/,
    next: /use one of "name", "title"/,
  },
  {
    of: 'a missing field',
    from: '  title: A sample\n',
    to: '',
    message: /metadata.title is missing/,
    next: /add it: a text/,
  },
  {
    of: 'a wrong type',
    from: 'minutes: 5',
    to: 'minutes: ¦"5"',
    message: /metadata.minutes is a text/,
    next: /make it a number/,
  },
  {
    of: 'a word that is not one of those possible',
    from: 'beginner',
    to: '¦beginer',
    message: /difficulty is "beginer"/,
    next: /did you mean "beginner"\?/,
  },
  {
    of: 'another apiVersion',
    from: 'drillyard.dev/v1',
    to: '¦drillyard.dev/v2',
    message: /apiVersion is/,
    next: /did you mean "drillyard.dev\/v1"/,
  },
  {
    of: 'a name that is no DNS label',
    from: 'name: sample',
    to: 'name: ¦Sample_1',
    message: /metadata.name is not valid/,
    next: /lower case letters/,
  },
  {
    of: 'a number below its bound',
    from: 'minutes: 5',
    to: 'minutes: ¦0',
    message: /too small/,
    next: /at least 1/,
  },
  {
    of: 'a misspelt list',
    from: '  variants:',
    to: '  varients:',
    message: /unknown field "varients"/,
    next: /did you mean "variants"/,
    besides: 1,
  },
  {
    of: 'a mistake within a step that may be a list or one',
    from: 'solution: { run: { on: workstation,',
    to: 'solution: { run: { on: ¦moon,',
    message: /run.on is "moon"/,
    next: /workstation/,
  },
  {
    of: 'a misspelt field within a union',
    from: 'solution: { run: { on: workstation, script',
    to: 'solution: { run: { on: workstation, ¦scrip: x, script',
    message: /unknown field "scrip"/,
    next: /did you mean "script"/,
  },
  {
    of: 'a path out of the lab folder',
    from: 'body: tasks/second.md',
    to: 'body: ¦../second.md',
    message: /body is not valid/,
    next: /inside the lab folder/,
    besides: 2,
  },
  {
    of: 'a param that could not be put anywhere safely',
    from: 'cygnus]',
    to: '¦"a b"]',
    message: /oneOf\[2\] is not valid/,
    next: /letters, digits/,
  },
  {
    of: 'a range of numbers upside down',
    from: '  setup:',
    to: '    n: { integer: ¦{ min: 3, max: 2 } }\n  setup:',
    message: /integer is not valid/,
    next: /at least min/,
    besides: 1,
  },
  {
    of: 'a param that cannot be named in a template',
    from: '    namespace: {',
    to: '    ¦a-b: { oneOf: [x] }\n    namespace: {',
    message: /"a-b" cannot be used as a name/,
    next: /letters, digits and _/,
    besides: 1,
  },
  {
    of: 'documentation on an unsafe scheme',
    from: '        - name: the file is there',
    to: '        - name: the file is there\n          docs: ¦javascript:alert(1)',
    message: /docs is not valid/,
    next: /./,
  },
];

const ruleMistakes: Mistake[] = [
  {
    of: 'an unknown check kind',
    from: '          access:',
    to: '          ¦zzzzzzzz:',
    message: /unknown field "zzzzzzzz"/,
    next: /use one of "name"/,
    besides: 1,
  },
  {
    of: 'a check of two kinds',
    from: '          answer:',
    to: '          file: { path: x }\n          answer:',
    message: /of 2 kinds: file, answer/,
    next: /split/,
  },
  {
    of: 'a task id used twice',
    from: 'id: second',
    to: 'id: ¦first',
    message: /task id "first" is already used on line 17/,
    next: /its own/,
  },
  {
    of: 'a check name used twice',
    from: 'name: pods are counted',
    to: 'name: ¦jane can read pods',
    message: /check name "jane can read pods" is already used/,
    next: /its own/,
    besides: 1,
  },
  {
    of: 'a check name with a slash',
    from: 'name: the file is there',
    to: 'name: ¦the file / is there',
    message: /has a slash/,
    next: /task\/check/,
  },
  {
    of: 'a file that is missing',
    from: 'apply: setup/base.yaml',
    to: 'apply: ¦setup/bsae.yaml',
    message: /setup\/bsae.yaml does not exist/,
    next: /did you mean "setup\/base.yaml"/,
    besides: 1,
  },
  {
    of: 'a template without a param',
    from: 'title: The first task',
    to: 'title: ¦"In {{ params.namespce }}"',
    message: /\{\{ params.namespce \}\} names no param/,
    next: /did you mean "namespace"/,
  },
  {
    of: 'a template that is code',
    from: 'title: The first task',
    to: 'title: ¦"{{ process.exit() }}"',
    message: /is not understood/,
    next: /\{\{ params.name \}\}/,
  },
  {
    of: 'a template in a file',
    file: 'tasks/first.md',
    from: 'Do it.',
    to: 'Do\nit ¦{{ params.nope }}.',
    message: /names no param/,
    next: /namespace/,
  },
  {
    of: 'a template of a setup manifest',
    file: 'setup/base.yaml',
    from: '"{{ params.namespace }}"',
    to: '"¦{{ .Values.x }}"',
    message: /is not understood/,
    next: /backslash/,
  },
  {
    of: 'a param nobody uses',
    from: '  setup:',
    to: '    ¦unused: { oneOf: [x] }\n  setup:',
    message: /"unused" is never used/,
    next: /remove it/,
  },
  {
    of: 'a task without a solution',
    from: '      solution: { run: { on: workstation, script: solution/second.sh } }\n',
    to: '',
    message: /"second" has no solution/,
    next: /add `solution`/,
    besides: 1,
  },
  {
    of: 'a lab without mutants',
    from: sampleLabYaml.slice(sampleLabYaml.indexOf('  mutants:')),
    to: '',
    message: /no mutants/,
    next: /plausible wrong answers/,
    besides: 1,
  },
  {
    of: 'a mutant that fails nothing there is',
    from: 'fails: [first/jane',
    to: 'fails: [¦first/june',
    message: /no check "first\/june can read pods"/,
    next: /did you mean "first\/jane can read pods"/,
  },
  {
    of: 'a variant of no task',
    from: 'replaces: first\n      apply',
    to: 'replaces: ¦frist\n      apply',
    message: /no task "frist"/,
    next: /did you mean "first"/,
  },
  {
    of: 'a variant that does not say what it replaces',
    from: '      replaces: first\n      apply',
    to: '      apply',
    message: /does not say which task/,
    next: /replaces/,
  },
  {
    of: 'an answer to no question',
    from: 'check: pods are counted',
    to: 'check: ¦pods counted',
    message: /no check "pods counted" that takes an answer/,
    next: /pods are counted/,
  },
  {
    of: 'an answer in the setup',
    from: '    - apply: setup/base.yaml',
    to: '    - apply: setup/base.yaml\n    - ¦answer: { check: first/pods are counted, value: 1 }',
    message: /setup gives an answer/,
    next: /solutions/,
  },
  {
    of: 'a step that does nothing',
    from: '    - apply: setup/base.yaml',
    to: '    - apply: setup/base.yaml\n    - ¦{}',
    message: /step does nothing/,
    next: /`apply`/,
  },
  {
    of: 'hints that cost more than the task gives',
    from: 'cost: 2',
    to: 'cost: 11',
    message: /cost 11 points, the task gives 10/,
    next: /lower/,
  },
  {
    of: 'checks that give more than the task',
    from: 'points: 4',
    to: 'points: 14',
    message: /give 14 points, the task 10/,
    next: /add up/,
  },
  {
    of: 'an access check about nobody',
    from: 'as: { user: jane }',
    to: 'as: ¦{}',
    message: /the subject of the access check is not said/,
    next: /`user`/,
  },
  {
    of: 'an access check without anybody',
    from: 'file: { path: ~/proof.txt }',
    to: 'access: ¦{ can: [get], resource: pods }',
    message: /whom the access check is about is not said/,
    next: /`as`, `nobodyBut`/,
  },
  {
    of: 'an access check about one and about all others',
    from: 'file: { path: ~/proof.txt }',
    to: 'access: { as: { user: jane }, nobodyBut: ¦[], can: [get], resource: pods }',
    message: /whom the access check is about is said 2 times/,
    next: /give one/,
  },
  {
    of: 'an exception that is nobody',
    from: 'file: { path: ~/proof.txt }',
    to: 'access: { nobodyBut: [¦{}], can: [get], resource: pods }',
    message: /who may is not said/,
    next: /`serviceAccount`/,
  },
  {
    of: 'nobody for nothing',
    from: 'file: { path: ~/proof.txt }',
    to: 'access: ¦{ nobodyBut: [], resource: pods }',
    message: /asks nothing/,
    next: /`can`/,
  },
  {
    of: 'nobody, and exactly something',
    from: 'file: { path: ~/proof.txt }',
    to: 'access: { nobodyBut: [], can: [get], resource: pods, cannot: ¦[get] }',
    message: /`cannot` is asked about somebody/,
    next: /of its own/,
  },
  {
    of: 'an access check about nothing',
    from: '            resource: pods\n',
    to: '',
    message: /what `can` and `cannot` are about is not said/,
    next: /`resource`/,
  },
  {
    of: 'a file that is absent and has a mode',
    from: 'path: ~/proof.txt',
    to: 'path: ~/proof.txt, absent: true, mode: ¦"0600"',
    message: /absent cannot be asked for `mode`/,
    next: /remove/,
  },
  {
    of: 'a connection to two ends at once',
    from: 'file: { path: ~/proof.txt }',
    to: 'connectivity: { denied: [{ from: { ip: 203.0.113.7 }, to: [{ pod: a, service: ¦b }], port: 80 }] }',
    message: /to whom is said 2 times: pod, service/,
    next: /`host`/,
  },
  {
    of: 'a connectivity check about nothing',
    from: 'file: { path: ~/proof.txt }',
    to: 'connectivity: ¦{}',
    message: /the connectivity check asks nothing/,
    next: /`allowed`/,
  },
  {
    of: 'a certificate that is nowhere',
    from: 'file: { path: ~/proof.txt }',
    to: 'certificate: ¦{ commonName: jane }',
    message: /the place of the certificate is not said/,
    next: /`secret`/,
  },
  {
    of: 'a certificate in two places',
    from: 'file: { path: ~/proof.txt }',
    to: 'certificate: { file: ~/a, csr: ¦a, commonName: jane }',
    message: /said 2 times: file, csr/,
    next: /`file`/,
  },
  {
    of: 'a certificate nothing is asked of',
    from: 'file: { path: ~/proof.txt }',
    to: 'certificate: ¦{ file: ~/a }',
    message: /asks nothing/,
    next: /`commonName`/,
  },
  {
    of: 'a certificate that is tried without its key',
    from: 'file: { path: ~/proof.txt }',
    to: 'certificate: { file: ~/a, authenticatesAs: ¦{ user: jane } }',
    message: /nothing without its key/,
    next: /`key`/,
  },
  {
    of: 'a kubeconfig nothing is asked of',
    from: 'file: { path: ~/proof.txt }',
    to: 'kubeconfig: ¦{ path: ~/a }',
    message: /asks nothing/,
    next: /`currentContext`/,
  },
  {
    of: 'a token that is nowhere',
    from: 'file: { path: ~/proof.txt }',
    to: 'token: ¦{ expires: true }',
    message: /the place of the token is not said/,
    next: /`kubeconfig`/,
  },
  {
    of: 'a token with and without an end',
    from: 'file: { path: ~/proof.txt }',
    to: 'token: { file: ~/a, expires: false, lifetime: ¦{ max: 1h } }',
    message: /has no lifetime/,
    next: /keep one/,
  },
  {
    of: 'a length of time in no unit',
    from: 'file: { path: ~/proof.txt }',
    to: 'token: { file: ~/a, lifetime: { max: ¦an hour } }',
    message: /lifetime.max/,
    next: /90d/,
  },
  {
    of: 'a request that is there and not',
    from: 'file: { path: ~/proof.txt }',
    to: 'csr: { name: a, state: issued, absent: ¦true }',
    message: /said 2 times/,
    next: /give one/,
  },
  {
    of: 'a request in a file that was answered',
    from: 'file: { path: ~/proof.txt }',
    to: 'csr: { file: ~/a.csr, state: ¦issued }',
    message: /still a file has no state/,
    next: /give the `name`/,
  },
  {
    of: 'a request that is nowhere',
    from: 'file: { path: ~/proof.txt }',
    to: 'csr: ¦{ commonName: jane }',
    message: /the place of the request is not said/,
    next: /`name`, `file`/,
  },
  {
    of: 'a rule about nothing',
    from: 'file: { path: ~/proof.txt }',
    to: 'access: { as: { user: jane }, exactly: [¦{ verbs: [get] }] }',
    message: /what the rule is about is not said/,
    next: /`nonResourceURLs`/,
  },
  {
    of: 'an admission check without a verdict',
    from: 'file: { path: ~/proof.txt }',
    to: 'admission: ¦{ object: { kind: Pod } }',
    message: /the fate of the object is not said/,
    next: /`admitted`/,
  },
  {
    of: 'a question with two right choices',
    from: 'number: { equals: 3 }',
    to: 'choice: { options: ¦[{ id: a, text: a, correct: true }, { id: b, text: b, correct: true }] }',
    message: /2 options are correct/,
    next: /exactly one/,
  },
  {
    of: 'an option id used twice',
    from: 'number: { equals: 3 }',
    to: 'choices: { options: [{ id: a, text: a, correct: true }, { id: ¦a, text: b }] }',
    message: /option id "a"/,
    next: /its own/,
  },
  {
    of: 'a capability nobody has',
    from: 'requires: []',
    to: 'requires: [¦cni]',
    message: /no cluster provider here has the capability "cni"/,
    next: /remove/,
    options: { reachableCapabilities: [] },
  },
  {
    of: 'settings of a cluster it does not require',
    from: 'requires: []',
    to: 'requires: []\n    settings: ¦{ egress: true }',
    message: /made to order/,
    next: /cluster-settings/,
  },
  {
    of: 'a script on a node it does not require',
    from: 'run: { script: mutants/wrong.sh }',
    to: 'run: { on: ¦controlplane, script: mutants/wrong.sh }',
    message: /does not require a shell on the node/,
    next: /node-shell/,
  },
  {
    of: 'a file of a node it does not require',
    from: 'file: { path: ~/proof.txt }',
    to: 'file: { on: ¦controlplane, path: /etc/kubernetes/admin.conf }',
    message: /does not require a shell on the node/,
    next: /node-shell/,
  },
  {
    of: 'a kind of check that is misspelt, and that once',
    from: 'file: { path: ~/proof.txt }',
    to: '¦fiel: { path: ~/proof.txt }',
    message: /unknown field "fiel"/,
    next: /did you mean "file"\?/,
  },
  {
    of: 'a line without its colon',
    from: '  minutes: 5',
    to: '  ¦minutes 5',
    message: /./,
    next: /a colon/,
  },
  {
    of: 'a command in a container, where none need run',
    from: 'file: { path: ~/proof.txt }',
    to: 'exec: ¦{ namespace: a, pod: b, command: [id] }',
    message: /does not require containers/,
    next: /add containers to spec.cluster.requires/,
  },
  {
    of: 'a command in no pod',
    from: 'file: { path: ~/proof.txt }',
    to: 'exec: ¦{ namespace: a, command: [id] }',
    message: /the pod to run the command in is not said/,
    next: /give one of `pod`, `selector`/,
    besides: 1,
  },
  {
    of: 'an API server that is asked nothing',
    from: 'file: { path: ~/proof.txt }',
    to: 'apiserver: ¦{}',
    message: /the apiserver check asks nothing/,
    next: /`flags`, `endpoints`/,
  },
  {
    of: 'a flag with its dashes',
    from: 'file: { path: ~/proof.txt }',
    to: 'apiserver: { flags: { --authorization-mode: ¦RBAC } }',
    message: /written with dashes/,
    next: /write it as authorization-mode/,
  },
  {
    of: 'another name than its folder',
    from: 'name: sample',
    to: 'name: ¦samples',
    message: /folder says "sample"/,
    next: /same/,
    options: { folder: { name: 'sample' } },
  },
  {
    of: 'another track than its folder',
    from: 'track: samples',
    to: 'track: ¦other',
    message: /in the folder of "samples"/,
    next: /move/,
    options: { folder: { track: 'samples' } },
  },
  {
    of: 'what another library finds in an expression',
    from: 'path: ~/proof.txt',
    to: 'path: ¦~/proof.txt',
    message: /bad path/,
    next: /another/,
    options: {
      lintCheck: (kind) =>
        kind === 'file' ? [{ path: ['path'], message: 'bad path', next: 'another' }] : [],
    },
  },
  {
    of: 'a manifest that is no object',
    file: 'setup/base.yaml',
    from: 'kind: Namespace\n',
    to: '',
    message: /no kind/,
    next: /apiVersion, kind/,
  },
  {
    of: 'a manifest that is no YAML',
    file: 'setup/base.yaml',
    from: 'kind: Namespace',
    to: 'kind: [',
    message: /./,
    next: /indentation of its neighbours/,
  },
  {
    of: 'a code block that is never closed',
    file: 'tasks/first.md',
    from: '```sh run\nkubectl get pods\n```',
    to: '¦```sh run\nkubectl get pods',
    message: /never closed/,
    next: /```/,
  },
  {
    of: 'a button that does not exist',
    file: 'tasks/first.md',
    from: '```sh run',
    to: '¦```sh exec',
    message: /cannot "exec"/,
    next: /`run` or `copy`/,
  },
];

function report({ file = 'lab.yaml', from, to, options }: Mistake) {
  const files = sampleLabFiles();
  const before = files.get(file) ?? '';
  expect(before).toContain(from);
  const marked = before.replace(from, () => to);
  files.set(file, marked.replace(mark, ''));
  const at = marked.indexOf(mark);
  const lines = marked.slice(0, at).split('\n');
  const position =
    at < 0 ? undefined : { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  return { ...parseLab(files, options), position };
}

describe('parseLab', () => {
  it('accepts a lab with one of everything', () => {
    const { lab, problems } = parseLab(sampleLabFiles(), { reachableCapabilities: [] });
    expect(problems).toEqual([]);
    expect(lab?.tasks.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(lab?.intro).toContain('Welcome');
  });

  it('takes a draft without solutions and mutants, and says what is missing', () => {
    const yaml = sampleLabYaml
      .slice(0, sampleLabYaml.indexOf('  variants:'))
      .replace('      solution: { run: { on: workstation, script: solution/second.sh } }\n', '');
    const files = sampleLabFiles({ 'lab.yaml': yaml });
    for (const path of ['solution/second.sh', 'variants/other.yaml', 'mutants/wrong.sh']) {
      files.delete(path);
    }
    const { lab, problems } = parseLab(files, { isDraft: true });
    expect(problems.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'warning: the lab has no mutants',
      'warning: the task "second" has no solution',
    ]);
    expect(lab?.tasks.map(({ solution }) => solution.length)).toEqual([2, 0]);
    expect(parseLab(files).lab).toBeUndefined();
  });

  it.each([...schemaMistakes, ...ruleMistakes])(
    'reports $of, where it is and what to do',
    (mistake) => {
      const { lab, problems, position } = report(mistake);
      const found = problems.find(({ message }) => mistake.message.test(message));
      expect(found, JSON.stringify(problems)).toMatchObject({ severity: 'error', ...position });
      expect(found?.next).toMatch(mistake.next);
      expect(lab).toBeUndefined();
      expect(problems.length, JSON.stringify(problems)).toBe(1 + (mistake.besides ?? 0));
    },
  );

  it('reports everything at once, mistakes of the schema and between fields alike', () => {
    const text = sampleLabYaml
      .replace('minutes: 5', 'minutes: five')
      .replace('beginner', 'easy')
      .replace('apply: setup/base.yaml', 'apply: setup/none.yaml')
      .replace('id: second', 'id: first')
      .replace('cost: 2', 'cost: 99');
    const messages = parseLab(sampleLabFiles({ 'lab.yaml': text })).problems.map(
      ({ message }) => message,
    );
    for (const part of ['minutes', 'difficulty', 'setup/none.yaml', 'task id "first"', 'cost 99']) {
      expect(
        messages.some((message) => message.includes(part)),
        part,
      ).toBe(true);
    }
  });

  it('warns of a file that nothing names, and offers the lab all the same', () => {
    const { lab, problems } = parseLab(sampleLabFiles({ 'notes.txt': 'x', 'assets/a.svg': 'x' }));
    expect(lab).toBeDefined();
    expect(problems).toMatchObject([{ severity: 'warning', file: 'notes.txt' }]);
  });

  it('says when there is no lab.yaml', () => {
    expect(parseLab(new Map()).problems[0]?.message).toMatch(/no lab.yaml/);
  });
});

describe('parseLab of hostile files', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
    .split('')
    .map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
    )
    .join('\n')}\n`;

  it.each([
    ['aliases that multiply', bomb, /cannot be read/],
    ['lists in lists on one line', '- '.repeat(5000), /nested too deeply/],
    ['brackets in brackets', '['.repeat(5000), /nested too deeply/],
    ['brackets in brackets, a line each', '[\n'.repeat(5000), /nested too deeply/],
    ['keys that are maps of keys that are maps', '? '.repeat(500), /nested too deeply/],
    [
      'indentation without end',
      Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      /nested too deeply/,
    ],
    ['keys given twice', `${sampleLabYaml}kind: Lab\n`, /unique/],
    [
      'a prototype as a field',
      `${sampleLabYaml}__proto__: { polluted: true }\n`,
      /unknown field "__proto__"/,
    ],
    ['another type of document', '- just\n- a list\n', /the file is a list/],
    ['nothing', '', /the file is empty/],
    ['a tab for indentation', 'kind:\n\tx: y\n', /tab|Tab/i],
  ])('refuses %s', (_, text, message) => {
    const { lab, problems } = parseLab(sampleLabFiles({ 'lab.yaml': text }));
    expect(lab).toBeUndefined();
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });

  it('refuses a file over the limit without reading it', () => {
    const text = 'x'.repeat(labLimits.fileLength + 1);
    expect(parseLab(sampleLabFiles({ 'tasks/first.md': text })).problems).toMatchObject([
      { file: 'tasks/first.md', next: expect.stringContaining(String(labLimits.fileLength)) },
    ]);
  });

  it('names a limited number of problems', () => {
    const fields = Array.from({ length: 500 }, (_, i) => `x${i}: 1`).join('\n');
    const { problems } = parseLab(sampleLabFiles({ 'lab.yaml': `${sampleLabYaml}${fields}\n` }));
    expect(problems).toHaveLength(labLimits.problems);
    expect(problems.at(-1)?.message).toMatch(/more problems are not shown/);
  });
});
