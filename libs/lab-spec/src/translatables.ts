import { translatableFields, translationTag } from './locale.js';
import { type Fields, fieldsOf, items, outlineLab } from './outline.js';
import type { DataPath } from './yaml-source.js';

/** A part of lab.yaml with texts that can be translated, read from data that may be wrong. */
export interface Translatable {
  readonly path: DataPath;
  /** In words: `the check "x"`. */
  readonly what: string;
  /** The fields with texts, as lab.yaml has them. */
  readonly fields: readonly string[];
  readonly value: Fields;
  /** Language → field → text. */
  readonly locale: Fields;
}

/** Every part of a lab with texts that learners read; those in files are not among them. */
export function findTranslatables(data: unknown): Translatable[] {
  const metadata = fieldsOf(fieldsOf(data)['metadata']);
  const tasks = items(fieldsOf(fieldsOf(data)['spec'])['tasks']);
  return [
    part(metadata, ['metadata'], 'the lab', ['title', 'description']),
    ...tasks.flatMap((task, index) => ofTask(fieldsOf(task), ['spec', 'tasks', index])),
  ];
}

function ofTask(task: Fields, path: DataPath): Translatable[] {
  const { hint, check } = translatableFields;
  const hints = items(task['hints']).map((one, index) =>
    part(fieldsOf(one), [...path, 'hints', index], `the hint ${index + 1}`, hint),
  );
  const checks = items(task['checks']).flatMap((one, index) => {
    const fields = fieldsOf(one);
    const checkPath = [...path, 'checks', index];
    const what = `the check "${fields['name']}"`;
    return [part(fields, checkPath, what, check), ...ofAnswer(fields, checkPath)];
  });
  return [part(task, path, `the task "${task['id']}"`, ['title']), ...hints, ...checks];
}

function ofAnswer(check: Fields, checkPath: DataPath): Translatable[] {
  if (check['answer'] === undefined) return [];
  const answer = fieldsOf(check['answer']);
  const path = [...checkPath, 'answer'];
  const { option, feedback } = translatableFields;
  const listed = (kind: string, list: string, what: string, fields: readonly string[]) =>
    items(fieldsOf(answer[kind])[list]).map((one, index) => {
      const value = fieldsOf(one);
      const name = `the ${what} "${value['id'] ?? value['equals']}"`;
      return part(value, [...path, kind, list, index], name, fields);
    });
  return [
    part(answer, path, `the question of "${check['name']}"`, translatableFields.answer),
    ...['choice', 'choices'].flatMap((kind) => listed(kind, 'options', 'option', option)),
    ...['text', 'number'].flatMap((kind) => listed(kind, 'feedback', 'feedback on', feedback)),
  ];
}

function part(value: Fields, path: DataPath, what: string, fields: readonly string[]) {
  return { path, what, fields, value, locale: fieldsOf(value['locale']) };
}

/** A Markdown file that says in another language what a file of lab.yaml says. */
export interface TranslationFile {
  readonly file: string;
  readonly original: string;
  /** As it stands in the name of the file; it may be no language. */
  readonly tag: string;
}

/** `tasks/a.de.md` beside `tasks/a.md`, unless lab.yaml names it for itself. */
export function findTranslationFiles(
  data: unknown,
  files: ReadonlyMap<string, string>,
): TranslationFile[] {
  const texts = textFiles(data);
  return [...files.keys()].flatMap((file) => {
    if (texts.includes(file)) return [];
    for (const original of texts) {
      const tag = translationTag(file, original);
      if (tag !== undefined) return [{ file, original, tag }];
    }
    return [];
  });
}

/** Shown before the first task, where it is there. */
export const introFile = 'intro.md';

/** The Markdown files that learners read. */
export function textFiles(data: unknown): string[] {
  const { intro, tasks } = outlineLab(data);
  return [intro?.value ?? introFile, ...tasks.flatMap(({ body }) => body?.value ?? [])];
}
