import { closest } from '../did-you-mean.js';
import type { CheckOutline, StepOutline } from '../outline.js';
import { checkKinds, checkSchema } from '../schema/check.schema.js';
import { stepKinds } from '../schema/step.schema.js';
import type { RuleContext } from './rule.js';

const knownFields: ReadonlySet<string> = new Set(Object.keys(checkSchema.shape));

/** A check and a step are of exactly one kind. */
export function oneKind(context: RuleContext): void {
  const { setup, tasks, variants, mutants } = context.outline;
  for (const task of tasks) for (const check of task.checks) checkKind(context, check);
  const attempts = [...variants, ...mutants];
  const steps = [
    setup,
    ...tasks.map((task) => task.solution ?? []),
    ...attempts.map(({ steps }) => steps),
  ];
  for (const step of steps.flat()) stepKind(context, step);
  for (const attempt of attempts) {
    if (attempt.steps.length === 0) {
      context.error(
        attempt.path,
        `"${attempt.name?.value ?? ''}" does nothing`,
        `add ${orList(stepKinds)}`,
      );
    }
  }
  for (const step of setup) {
    if (step.kinds.includes('answer')) {
      context.error(
        step.path,
        'the setup gives an answer',
        'leave answers to solutions, variants and mutants',
      );
    }
  }
}

function checkKind(context: RuleContext, check: CheckOutline): void {
  const given = checkKinds.filter((kind) => check.fields[kind] !== undefined);
  if (given.length === 1) return;
  // An unknown field that was meant for a kind is reported as that.
  const meant = Object.keys(check.fields).some(
    (field) => !knownFields.has(field) && closest(field, checkKinds) !== undefined,
  );
  if (given.length === 0 && meant) return;
  const name = check.name === undefined ? 'the check' : `the check "${check.name.value}"`;
  if (given.length === 0)
    context.error(check.path, `${name} asks nothing`, `add ${orList(checkKinds)}`);
  else
    context.error(
      check.path,
      `${name} is of ${given.length} kinds: ${given.join(', ')}`,
      'split it into one check per kind',
    );
}

function stepKind(context: RuleContext, step: StepOutline): void {
  if (step.kinds.length === 1) return;
  if (step.kinds.length === 0)
    context.error(step.path, 'the step does nothing', `add ${orList(stepKinds)}`);
  else
    context.error(
      step.path,
      `the step does ${step.kinds.length} things: ${step.kinds.join(', ')}`,
      'make a list of steps, one thing each',
    );
}

function orList(words: readonly string[]): string {
  return `one of ${words.map((word) => `\`${word}\``).join(', ')}`;
}
