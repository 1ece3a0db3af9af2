import type { LabInstance, Step, Task } from '@drillyard/lab-spec';

/** The solution of a task as Markdown: the scripts and manifests it consists of. */
export function solutionText(instance: LabInstance, task: Task): string {
  return task.solution.map((step) => toMarkdown(instance, step)).join('\n\n');
}

function toMarkdown(instance: LabInstance, step: Step): string {
  switch (step.kind) {
    case 'run':
      return fence('sh copy', withoutShebang(instance.readFile(step.file) ?? ''));
    case 'apply':
      return fence('yaml', instance.readFile(step.file) ?? '');
    case 'answer':
      return `Answer: ${[step.value].flat().join(', ')}`;
  }
}

function withoutShebang(script: string): string {
  return script.replace(/^#!.*\n/, '');
}

/** A fence longer than any run of backticks inside it. */
function fence(info: string, text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const marks = '`'.repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
  return `${marks}${info}\n${text.trim()}\n${marks}`;
}
