import { describe, expect, it } from 'vitest';
import { parseLab } from '../parse-lab.js';
import { formatProblem } from '../problem.js';
import { sampleLabFiles, sampleLabYaml } from '../testing/sample-lab.js';

/** The sample lab with all its texts in German as well. */
const translated: readonly (readonly [from: string, to: string])[] = [
  ['  title: A sample', '  title: A sample\n  locale: { de: { title: Ein Muster } }'],
  ['title: The first task', 'title: The first task\n      locale: { de: { title: Die erste } }'],
  ['title: The second task', 'title: The second task\n      locale: { de: { title: Die zweite } }'],
  ['A hint., cost: 2', 'A hint., cost: 2, locale: { de: { text: Ein Tipp. } }'],
  [
    'name: jane can read pods\n',
    'name: jane can read pods\n          locale: { de: { name: jane liest Pods } }\n',
  ],
  [
    'name: pods are counted\n',
    'name: pods are counted\n          locale: { de: { name: Pods gezählt } }\n',
  ],
  [
    'question: How many?',
    'question: How many?\n            locale: { de: { question: Wie viele? } }',
  ],
  [
    'name: the file is there\n',
    'name: the file is there\n          locale: { de: { name: "Datei in {{ params.namespace }}" } }\n',
  ],
];
const translatedFiles = {
  'intro.de.md': 'Willkommen in `{{ params.namespace }}`.\n',
  'tasks/first.de.md': 'Mach es.\n',
  'tasks/second.de.md': 'Schreib es auf.\n',
};

function problemsOf(
  changes: readonly (readonly [from: string, to: string])[],
  files: Record<string, string> = {},
): string[] {
  const yaml = changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, sampleLabYaml);
  const { problems } = parseLab(sampleLabFiles({ 'lab.yaml': yaml, ...files }));
  return problems.map((problem) => formatProblem(problem));
}

describe('translations', () => {
  it('accepts a lab that is translated as a whole', () => {
    expect(problemsOf(translated, translatedFiles)).toEqual([]);
  });

  it('lists what is missing, and refuses nothing for it', () => {
    const title = translated.slice(0, 1);
    expect(problemsOf(title, { 'tasks/first.de.md': 'Mach es.\n' })).toEqual([
      expect.stringMatching(
        /^lab.yaml:\d+:7: warning: the task "first" is not all there in "de": add `title` to its locale.de/,
      ),
      expect.stringMatching(/warning: the hint 1 is not all there in "de": add `text`/),
      expect.stringMatching(/warning: the check "jane can read pods" .*add `name`/),
      expect.stringMatching(/warning: the check "pods are counted" .*add `name`/),
      expect.stringMatching(/warning: the question of "pods are counted" .*add `question`/),
      expect.stringMatching(/warning: the task "second" .*add `title`/),
      expect.stringMatching(/warning: the check "the file is there" .*add `name`/),
      expect.stringMatching(/^intro.md:1:1: warning: .*not there in "de": write intro.de.md/),
      expect.stringMatching(/^tasks\/second.md:1:1: warning: .*write tasks\/second.de.md/),
    ]);
  });

  const whole = (text: string, to: string): [string, string] => [text, to];
  it.each<[of: string, change: [string, string], files: Record<string, string>, problem: RegExp]>([
    [
      'an unknown field',
      whole('title: Ein Muster', 'titel: Ein Muster'),
      {},
      /^lab.yaml:6:19: error: unknown field "titel" in metadata.locale.de: did you mean "title"/,
    ],
    [
      'a text that is not there',
      whole('title: Ein Muster', 'title: Ein Muster, description: Kurz.'),
      {},
      /^lab.yaml:6:38: error: the lab has no `description` that this could translate: write `description` beside/,
    ],
    [
      'a tag of another form',
      whole('{ de: { title: Ein', '{ de_DE: { title: Ein'),
      {},
      /^lab.yaml:6:13: error: "de_DE" cannot be used as a name here: a language is a BCP 47 tag such as "de"/,
    ],
    [
      'a tag in another spelling',
      whole('{ de: { title: Ein', '{ de-at: { title: Ein'),
      {},
      /^lab.yaml:6:13: error: "de-at" .*: write it as BCP 47 does: "de-AT"/,
    ],
    [
      'the language of the lab',
      whole('{ de: { title: Ein', '{ en: { title: X }, de: { title: Ein'),
      {},
      /^lab.yaml:6:13: error: "en" is the language of the lab itself: write the texts of the lab into/,
    ],
    [
      'a template that does not resolve',
      whole('Datei in {{ params.namespace }}', 'Datei in {{ params.user }}'),
      {},
      /^lab.yaml:\d+:33: error: the template {{ params.user }} names no param/,
    ],
    [
      'a template of a file',
      whole('Ein Muster', 'Ein Muster'),
      { 'tasks/first.de.md': 'In {{ params.user }}.\n' },
      /^tasks\/first.de.md:1:4: error: the template/,
    ],
    [
      'a fence of a file',
      whole('Ein Muster', 'Ein Muster'),
      { 'tasks/first.de.md': '```sh run\nkubectl\n' },
      /^tasks\/first.de.md:1:1: error: the code block is never closed/,
    ],
    [
      'a file in no language',
      whole('Ein Muster', 'Ein Muster'),
      { 'tasks/first.german.md': 'Mach es.\n' },
      /^tasks\/first.german.md:1:1: error: "german" in the name of the file is no language: .*as in tasks\/first.de.md/,
    ],
    [
      'a file of nothing',
      whole('Ein Muster', 'Ein Muster'),
      { 'tasks/third.de.md': 'Mach es.\n' },
      /^tasks\/third.de.md:1:1: warning: the file tasks\/third.de.md is not used/,
    ],
  ])('names %s', (_, change, files, problem) => {
    const problems = problemsOf([...translated, change], { ...translatedFiles, ...files });
    expect(problems).toContainEqual(expect.stringMatching(problem));
  });

  it('doubts a country taken for a language', () => {
    const changes = translated.map(([from, to]) => [from, to.replace('{ de:', '{ jp:')] as const);
    const files = Object.entries(translatedFiles).map(([path, text]) => [
      path.replace('.de.', '.jp.'),
      text,
    ]);
    expect(problemsOf(changes, Object.fromEntries(files))).toEqual([
      'lab.yaml:6:13: warning: no language is known by the tag "jp": did you mean "ja"?',
    ]);
  });

  it('does not take a body for the translation of another', () => {
    expect(
      problemsOf([['body: tasks/second.md', 'body: tasks/first.two.md']], {
        'tasks/first.two.md': 'Write it down.\n',
      }),
    ).toEqual([expect.stringMatching(/tasks\/second.md is not used/)]);
  });
});
