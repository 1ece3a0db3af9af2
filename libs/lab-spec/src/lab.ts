import { checkDocs } from './check-docs.js';
import { labLanguages, withFile } from './lab-languages.js';
import type { Locale } from './locale.js';
import {
  type CheckDocument,
  type CheckKind,
  type CheckSpecs,
  checkKinds,
} from './schema/check.schema.js';
import type { LabDocument, VariantDocument } from './schema/lab.schema.js';
import type { Place } from './schema/place.schema.js';
import type { StepDocument } from './schema/step.schema.js';
import type { TaskDocument } from './schema/task.schema.js';
import { asList } from './schema/text.schema.js';
import { introFile } from './translatables.js';

/** A lab as its author wrote it: valid, and not yet drawn for a learner. */
export interface Lab {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Of the texts, as a BCP 47 tag. */
  readonly language: string;
  /** All there is something in; the lab's own comes first. */
  readonly languages: readonly string[];
  readonly locale?: Locale<'title' | 'description' | 'intro'> | undefined;
  readonly track: string;
  readonly difficulty: LabDocument['metadata']['difficulty'];
  readonly minutes: number;
  /** The lab ends then; undefined: when the server likes. */
  readonly timeLimitMinutes: number | undefined;
  readonly topics: readonly string[];
  readonly cluster: LabDocument['spec']['cluster'];
  readonly params: LabDocument['spec']['params'];
  /** Markdown, not yet rendered. */
  readonly intro: string | undefined;
  readonly setup: readonly Step[];
  readonly tasks: readonly Task[];
  readonly variants: readonly Variant[];
  readonly mutants: readonly Mutant[];
  /** The text files of the folder by path, not yet rendered. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Task {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly locale?: Locale<'title' | 'body'> | undefined;
  readonly points: number;
  readonly hints: readonly Hint[];
  readonly checks: readonly Check[];
  readonly solution: readonly Step[];
}
export interface Hint {
  /** Markdown. */
  readonly text: string;
  readonly cost: number;
  readonly locale?: Locale<'text'> | undefined;
}

/** A check; `kind` says which of the specs it has. */
export type Check = { readonly [K in CheckKind]: CheckOf<K> }[CheckKind];
export interface CheckOf<K extends CheckKind> {
  /** `task/check` as the author wrote it, templates included: the same for every learner. */
  readonly key: string;
  readonly taskId: string;
  readonly name: string;
  readonly locale?: Locale<'name' | 'explain' | 'hint'> | undefined;
  /** What passing it gives; all checks of a task add up to the points of the task. */
  readonly points: number;
  readonly explain: string | undefined;
  readonly hint: string | undefined;
  readonly docs: string | undefined;
  readonly latch: boolean;
  readonly untouched: 'fails' | 'passes';
  readonly kind: K;
  readonly spec: CheckSpecs[K];
}

export type Step =
  | { readonly kind: 'apply'; readonly file: string }
  | {
      readonly kind: 'run';
      readonly on: Place;
      readonly file: string;
      readonly timeoutMs: number;
    }
  /** `check` is the key of a check. */
  | { readonly kind: 'answer'; readonly check: string; readonly value: AnswerValue };
/** What a learner answers: an option id, several of them, a text, a number. */
export type AnswerValue = string | number | readonly string[];

export interface Variant {
  readonly name: string;
  /** The tasks whose solutions it stands in for. */
  readonly replaces: readonly string[];
  readonly steps: readonly Step[];
}
export interface Mutant extends Variant {
  /** Keys of the checks that must fail. */
  readonly fails: readonly string[];
}

/** @param document a lab that the schema and all rules accepted. */
export function toLab(document: LabDocument, files: ReadonlyMap<string, string>): Lab {
  const { metadata, spec } = document;
  const languages = labLanguages(document, files);
  const tasks = spec.tasks.map((task) => toTask(task, files, languages));
  const intro = spec.intro ?? introFile;
  return {
    name: metadata.name,
    title: metadata.title,
    description: metadata.description,
    language: metadata.language,
    languages,
    locale: withFile(metadata.locale, 'intro', intro, { files, languages }),
    track: metadata.track,
    difficulty: metadata.difficulty,
    minutes: metadata.minutes,
    timeLimitMinutes: spec.timeLimitMinutes,
    topics: metadata.topics,
    cluster: spec.cluster,
    params: spec.params,
    intro: files.get(intro),
    setup: spec.setup.map((step) => toStep(step, undefined)),
    tasks,
    variants: spec.variants.map((variant) => toVariant(variant, tasks, [])),
    mutants: spec.mutants.map((mutant) => ({
      ...toVariant(mutant, tasks, mutant.fails),
      fails: mutant.fails,
    })),
    files,
  };
}

function toTask(
  task: TaskDocument,
  files: ReadonlyMap<string, string>,
  languages: readonly string[],
): Task {
  const shares = sharePoints(task);
  return {
    id: task.id,
    title: task.title,
    body: files.get(task.body) ?? '',
    locale: withFile(task.locale, 'body', task.body, { files, languages }),
    points: task.points,
    hints: task.hints,
    checks: task.checks.map((check, index) => toCheck(check, task.id, shares[index] ?? 0)),
    solution: asList(task.solution).map((step) => toStep(step, task.id)),
  };
}

/** Checks without points of their own share what is left evenly; the first get the remainder. */
function sharePoints(task: TaskDocument): number[] {
  const sharing = task.checks.filter((check) => check.points === undefined).length;
  const left = task.checks.reduce((rest, check) => rest - (check.points ?? 0), task.points);
  let shared = 0;
  return task.checks.map((check) => {
    if (check.points !== undefined) return check.points;
    const extra = shared++ < left % sharing ? 1 : 0;
    return Math.floor(left / sharing) + extra;
  });
}

function toCheck(check: CheckDocument, taskId: string, points: number): Check {
  const kind = checkKinds.find((candidate) => check[candidate] !== undefined) ?? 'answer';
  const { name, locale, explain, hint, docs = checkDocs[kind], latch, untouched } = check;
  return {
    key: `${taskId}/${name}`,
    taskId,
    name,
    locale,
    points,
    explain,
    hint,
    docs,
    latch,
    untouched,
    kind,
    spec: check[kind],
  } as Check; // kind and spec belong together by construction
}

function toStep(step: StepDocument, taskId: string | undefined): Step {
  if (step.apply !== undefined) return { kind: 'apply', file: step.apply };
  if (step.run !== undefined) {
    const { on, script, timeoutSeconds } = step.run;
    return { kind: 'run', on, file: script, timeoutMs: timeoutSeconds * 1000 };
  }
  const { check = '', value = '' } = step.answer ?? {};
  return { kind: 'answer', check: check.includes('/') ? check : `${taskId}/${check}`, value };
}

function toVariant(
  variant: VariantDocument,
  tasks: readonly Task[],
  fails: readonly string[],
): Variant {
  const named = asList(variant.replaces);
  const failed = new Set(fails.map((key) => key.slice(0, key.indexOf('/'))));
  const implied = failed.size > 0 ? [...failed] : tasks.map(({ id }) => id);
  const replaces = named.length > 0 ? named : implied;
  const { apply, run, answer } = variant;
  const inline = (apply ?? run ?? answer) ? [{ apply, run, answer }] : [];
  const steps = [...inline, ...asList(variant.steps)];
  return { name: variant.name, replaces, steps: steps.map((step) => toStep(step, replaces[0])) };
}
