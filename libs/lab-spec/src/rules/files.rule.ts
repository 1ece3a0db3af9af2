import { closest } from '../did-you-mean.js';
import { type CheckOutline, fieldsOf, type StepOutline, type Text } from '../outline.js';
import { findTranslationFiles, introFile } from '../translatables.js';
import type { RuleContext } from './rule.js';

/** Files that need not be named to have a purpose. */
const knownFiles = /^(lab\.yaml|intro\.md|README\.md|design\.md|assets\/.*)$/;

/** Every file that is named exists; every file that exists is named. */
export function files(context: RuleContext): void {
  const named = namedFiles(context);
  for (const { path, value } of named) {
    if (context.files.has(value)) continue;
    const suggestion = closest(value, [...context.files.keys()]);
    context.error(
      path,
      `the file ${value} does not exist`,
      suggestion === undefined ? 'create it, or correct the path' : `did you mean "${suggestion}"?`,
    );
  }
  const translated = findTranslationFiles(context.source.data, context.files);
  const used = new Set([...named.map(({ value }) => value), ...translated.map(({ file }) => file)]);
  // Of a lab.yaml that says nothing, every other file would be told.
  if (outlineIsEmpty(context)) return;
  for (const file of context.files.keys()) {
    if (used.has(file) || knownFiles.test(file)) continue;
    context.warningAt(
      { file, line: 1, column: 1 },
      `the file ${file} is not used by lab.yaml`,
      'delete it, or name it in a step or as a body',
    );
  }
}

function outlineIsEmpty({ source }: RuleContext): boolean {
  return Object.keys(fieldsOf(source.data)).length === 0;
}

/** The files that are rendered: those lab.yaml names, the intro, and their translations. */
export function renderedFiles(context: RuleContext): [string, string][] {
  const translated = findTranslationFiles(context.source.data, context.files);
  const rendered = new Set([
    introFile,
    ...namedFiles(context).map(({ value }) => value),
    ...translated.map(({ file }) => file),
  ]);
  return [...context.files].filter(([file]) => rendered.has(file));
}

/** Every file lab.yaml names, in its order. */
export function namedFiles({ outline }: Pick<RuleContext, 'outline'>): Text[] {
  const ofSteps = (steps: readonly StepOutline[]) =>
    steps.flatMap((step) => [step.apply, step.script]);
  return [
    outline.intro,
    ...ofSteps(outline.setup),
    ...outline.tasks.flatMap((task) => [
      task.body,
      ...task.checks.map(scriptOf),
      ...ofSteps(task.solution ?? []),
    ]),
    ...[...outline.variants, ...outline.mutants].flatMap(({ steps }) => ofSteps(steps)),
  ].filter((file) => file !== undefined);
}

function scriptOf({ path, fields }: CheckOutline): Text | undefined {
  const { script } = fieldsOf(fields['script']);
  return typeof script === 'string'
    ? { path: [...path, 'script', 'script'], value: script }
    : undefined;
}
