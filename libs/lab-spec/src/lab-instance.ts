import { drawParams } from './draw-params.js';
import type { Check, Lab, Step, Task } from './lab.js';
import { type ParamValues, renderDeep, renderTemplate } from './template.js';

/** A lab drawn for one learner: every template is rendered. */
export interface LabInstance {
  readonly lab: Lab;
  readonly seed: string;
  readonly params: ParamValues;
  readonly intro: string | undefined;
  readonly tasks: readonly Task[];
  /** All checks of all tasks, in order. */
  readonly checks: readonly Check[];
  /** A rendered file of the lab folder; undefined where there is none. */
  readFile(path: string): string | undefined;
}

/** The same seed gives the same instance, in every process and after every reset. */
export function instantiateLab(lab: Lab, seed: string): LabInstance {
  const params = drawParams(lab.params, seed);
  const tasks = lab.tasks.map((task) => renderTask(task, params));
  return {
    lab,
    seed,
    params,
    intro: renderText(lab.intro, params),
    tasks,
    checks: tasks.flatMap((task) => task.checks),
    readFile: (path) => renderText(lab.files.get(path), params),
  };
}

function renderTask(task: Task, params: ParamValues): Task {
  return {
    ...task,
    title: renderTemplate(task.title, params),
    body: renderTemplate(task.body, params),
    hints: task.hints.map((hint) => ({ ...hint, text: renderTemplate(hint.text, params) })),
    checks: task.checks.map((check) => renderCheck(check, params)),
    solution: task.solution.map((step) => renderStep(step, params)),
  };
}

function renderCheck(check: Check, params: ParamValues): Check {
  return {
    ...check,
    name: renderTemplate(check.name, params),
    explain: renderText(check.explain, params),
    hint: renderText(check.hint, params),
    docs: renderText(check.docs, params),
    spec: renderDeep(check.spec, params),
  } as Check; // rendering changes no kind
}

/** Renders the value of an answer; files of other steps are rendered when they are read. */
export function renderStep(step: Step, params: ParamValues): Step {
  return step.kind === 'answer' ? { ...step, value: renderDeep(step.value, params) } : step;
}

function renderText(text: string | undefined, params: ParamValues): string | undefined {
  return text === undefined ? undefined : renderTemplate(text, params);
}
