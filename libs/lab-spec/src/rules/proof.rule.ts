import { didYouMean } from '../did-you-mean.js';
import type { AttemptOutline, LabOutline, StepOutline } from '../outline.js';
import type { DataPath } from '../yaml-source.js';
import type { RuleContext } from './rule.js';

/** A lab can be proved sound: solutions to pass, mutants to fail, both naming what exists. */
export function proof(context: RuleContext): void {
  const { outline, source, options } = context;
  const missing = (path: DataPath, message: string, next: string) => {
    const report = options.isDraft ? context.warningAt : context.errorAt;
    report(source.position(path), message, next);
  };
  const taskIds = outline.tasks.flatMap((task) => task.id?.value ?? []);
  for (const task of outline.tasks) {
    if (task.solution === undefined) {
      missing(
        task.path,
        `the task "${task.id?.value ?? ''}" has no solution`,
        'add `solution`: the step or steps after which all its checks pass',
      );
    }
    answersName(context, task.solution ?? [], task.id?.value);
  }
  if (outline.mutants.length === 0 && outline.tasks.length > 0) {
    missing(
      ['spec'],
      'the lab has no mutants',
      'add `spec.mutants`: plausible wrong answers, each with the checks that must refuse it',
    );
  }
  for (const attempt of [...outline.variants, ...outline.mutants]) {
    replacesName(context, attempt, taskIds);
    failsName(context, attempt, outline);
    answersName(context, attempt.steps, attempt.replaces[0]?.value);
  }
}

function replacesName(
  context: RuleContext,
  attempt: AttemptOutline,
  taskIds: readonly string[],
): void {
  for (const { path, value } of attempt.replaces) {
    if (!taskIds.includes(value)) {
      context.error(path, `there is no task "${value}"`, didYouMean(value, taskIds));
    }
  }
  if (attempt.replaces.length === 0 && attempt.fails.length === 0 && taskIds.length > 1) {
    context.error(
      attempt.path,
      `the variant "${attempt.name?.value ?? ''}" does not say which task it solves`,
      'add `replaces` with the id of the task, or a list of them',
    );
  }
}

function failsName(context: RuleContext, attempt: AttemptOutline, outline: LabOutline): void {
  const names = checkKeys(outline);
  for (const { path, value } of attempt.fails) {
    if (!names.includes(value)) {
      context.error(path, `there is no check "${value}"`, didYouMean(value, names));
    }
  }
}

function answersName(
  context: RuleContext,
  steps: readonly StepOutline[],
  taskId: string | undefined,
): void {
  const names = checkKeys(context.outline, 'answer');
  for (const { answerCheck } of steps) {
    if (answerCheck === undefined) continue;
    const { path, value } = answerCheck;
    if (names.includes(value) || names.includes(`${taskId}/${value}`)) continue;
    context.error(
      path,
      `there is no check "${value}" that takes an answer`,
      didYouMean(value, names),
    );
  }
}

function checkKeys(outline: LabOutline, kind?: string): string[] {
  return outline.tasks.flatMap((task) =>
    task.checks
      .filter((check) => kind === undefined || check.fields[kind] !== undefined)
      .map((check) => `${task.id?.value ?? ''}/${check.name?.value ?? ''}`),
  );
}
