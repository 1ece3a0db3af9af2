import type { Text } from '../outline.js';
import type { RuleContext } from './rule.js';

/** Ids and names are how tasks and checks are referred to: each must name one thing. */
export function uniqueNames(context: RuleContext): void {
  const { tasks, variants, mutants } = context.outline;
  reportRepeated(
    context,
    'task id',
    tasks.map((task) => task.id),
  );
  for (const task of tasks) {
    reportRepeated(
      context,
      'check name',
      task.checks.map((check) => check.name),
    );
    for (const { name } of task.checks) {
      if (name?.value.includes('/')) {
        context.error(
          name.path,
          `the check name "${name.value}" has a slash`,
          'write it without: mutants refer to checks as task/check',
        );
      }
    }
  }
  reportRepeated(
    context,
    'name',
    [...variants, ...mutants].map((attempt) => attempt.name),
  );
}

function reportRepeated(context: RuleContext, what: string, names: readonly (Text | undefined)[]) {
  const seen = new Map<string, Text>();
  for (const name of names) {
    if (name === undefined) continue;
    const first = seen.get(name.value);
    if (first === undefined) seen.set(name.value, name);
    else {
      const { line } = context.source.position(first.path);
      context.error(
        name.path,
        `the ${what} "${name.value}" is already used on line ${line}`,
        'give each its own',
      );
    }
  }
}
