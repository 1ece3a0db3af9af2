import type { RuleContext } from './rule.js';

/** Points add up: checks share the points of their task, and hints cannot cost more than it gives. */
export function points(context: RuleContext): void {
  for (const task of context.outline.tasks) {
    const id = task.id?.value ?? '';
    const cost = sum(task.hintCosts);
    if (cost > task.points) {
      context.error(
        [...task.path, 'hints'],
        `the hints of "${id}" cost ${cost} points, the task gives ${task.points}`,
        'lower the costs or raise the points',
      );
    }
    const explicit = task.checks.flatMap((check) => check.points ?? []);
    const given = sum(explicit);
    const all = explicit.length === task.checks.length && explicit.length > 0;
    if (given > task.points || (all && given < task.points)) {
      context.error(
        [...task.path, 'checks'],
        `the checks of "${id}" give ${given} points, the task ${task.points}`,
        'make the points of the checks add up to those of the task',
      );
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
