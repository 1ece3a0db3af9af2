import { describe, expect, it } from 'vitest';
import { instantiateLab } from './lab-instance.js';
import { untranslatedFields } from './locale.js';
import { sampleLab, sampleLabYaml } from './testing/sample-lab.js';
import { translateLab } from './translate-lab.js';

const lab = sampleLab({
  'lab.yaml': sampleLabYaml
    .replace('  title: A sample', '  title: A sample\n  locale: { de: { title: Ein Muster } }')
    .replace(
      'name: jane can read pods\n',
      'name: jane can read pods\n          explain: Why.\n          locale: { de: { name: "jane liest in {{ params.namespace }}" } }\n',
    )
    .replace(
      'number: { equals: 3 }',
      'choice: { options: [{ id: one, text: One, feedback: No., locale: { de: { text: Eins, feedback: Nein. } } }, { id: two, text: Two, correct: true }] }',
    ),
  'intro.de.md': 'Willkommen in {{ params.namespace }}.\n',
  'tasks/first.de.md': 'Mach es.\n',
});

describe('translateLab', () => {
  it('knows its languages, its own first', () => {
    expect(lab.languages).toEqual(['en', 'de']);
    expect(sampleLab().languages).toEqual(['en']);
  });

  it('is the lab itself in its own language', () => {
    expect(translateLab(lab, 'en')).toBe(lab);
  });

  it('shows what is translated, and the rest as it is', () => {
    const { title, intro, tasks } = translateLab(lab, 'de');
    expect([title, intro]).toEqual(['Ein Muster', 'Willkommen in {{ params.namespace }}.\n']);
    expect(tasks.map(({ title: one, body }) => [one, body])).toEqual([
      ['The first task', 'Mach es.\n'],
      ['The second task', 'Write it down.\n'],
    ]);
  });

  it('keeps keys, points and what is asked', () => {
    const seen = instantiateLab(translateLab(lab, 'de'), '1').checks;
    const original = instantiateLab(lab, '1').checks;
    expect(seen.map(({ key, points, kind }) => [key, points, kind])).toEqual(
      original.map(({ key, points, kind }) => [key, points, kind]),
    );
    expect(seen[0]).toMatchObject({
      name: expect.stringMatching(/^jane liest in \w+$/),
      explain: 'Why.',
    });
    expect(seen[0]?.spec).toEqual(original[0]?.spec);
  });

  it('translates what is said to an answer', () => {
    const check = translateLab(lab, 'de').tasks[0]?.checks[1];
    expect(check?.spec).toMatchObject({
      question: 'How many?',
      choice: {
        options: [
          { id: 'one', text: 'Eins', feedback: 'Nein.', correct: false },
          { id: 'two', text: 'Two', correct: true },
        ],
      },
    });
  });

  it('says which texts stay as they are', () => {
    const check = translateLab(lab, 'de').tasks[0]?.checks[0];
    expect(check && untranslatedFields(check, ['name', 'explain', 'hint'], 'de')).toEqual([
      'explain',
    ]);
  });
});
