import { stepKinds } from './schema/step.schema.js';
import type { DataPath } from './yaml-source.js';

/**
 * What the rules need of a lab, read from data that may be wrong in any way: a lab with a
 * misspelt field still hears everything else that is wrong with it.
 */
export interface LabOutline {
  readonly name: Text | undefined;
  readonly track: Text | undefined;
  readonly intro: Text | undefined;
  readonly params: readonly Text[];
  readonly requires: readonly Text[];
  readonly hasClusterSettings: boolean;
  readonly setup: readonly StepOutline[];
  readonly tasks: readonly TaskOutline[];
  readonly variants: readonly AttemptOutline[];
  readonly mutants: readonly AttemptOutline[];
  /** Every text of `spec`, keys not included. */
  readonly texts: readonly Text[];
}
export interface Text {
  readonly path: DataPath;
  readonly value: string;
}
export interface TaskOutline {
  readonly path: DataPath;
  readonly id: Text | undefined;
  readonly body: Text | undefined;
  readonly points: number;
  readonly hintCosts: readonly number[];
  readonly checks: readonly CheckOutline[];
  /** Undefined where there is none. */
  readonly solution: readonly StepOutline[] | undefined;
}
export interface CheckOutline {
  readonly path: DataPath;
  readonly name: Text | undefined;
  readonly points: number | undefined;
  readonly fields: Fields;
}
export interface StepOutline {
  readonly path: DataPath;
  readonly kinds: readonly string[];
  readonly apply: Text | undefined;
  readonly script: Text | undefined;
  /** Where the script runs. */
  readonly on: Text | undefined;
  readonly answerCheck: Text | undefined;
}
export interface AttemptOutline {
  readonly path: DataPath;
  readonly name: Text | undefined;
  readonly replaces: readonly Text[];
  readonly fails: readonly Text[];
  readonly steps: readonly StepOutline[];
}
export type Fields = Readonly<Record<string, unknown>>;

const defaultTaskPoints = 10;

export function outlineLab(data: unknown): LabOutline {
  const spec = fieldsOf(fieldsOf(data)['spec']);
  const at = (field: string): DataPath => ['spec', field];
  const metadata = fieldsOf(fieldsOf(data)['metadata']);
  return {
    name: textAt(metadata, 'name', ['metadata']),
    track: textAt(metadata, 'track', ['metadata']),
    intro: textAt(spec, 'intro', ['spec']),
    params: Object.keys(fieldsOf(spec['params'])).map((value) => ({ path: at('params'), value })),
    requires: texts(fieldsOf(spec['cluster'])['requires'], ['spec', 'cluster', 'requires']),
    hasClusterSettings: fieldsOf(spec['cluster'])['settings'] !== undefined,
    setup: stepsOf(spec['setup'], at('setup')),
    tasks: items(spec['tasks']).map((task, index) => outlineTask(task, [...at('tasks'), index])),
    variants: items(spec['variants']).map((item, index) =>
      attempt(item, [...at('variants'), index]),
    ),
    mutants: items(spec['mutants']).map((item, index) => attempt(item, [...at('mutants'), index])),
    texts: allTexts(spec, ['spec']),
  };
}

function outlineTask(data: unknown, path: DataPath): TaskOutline {
  const task = fieldsOf(data);
  return {
    path,
    id: textAt(task, 'id', path),
    body: textAt(task, 'body', path),
    points: numberOf(task['points']) ?? defaultTaskPoints,
    hintCosts: items(task['hints']).map((hint) => numberOf(fieldsOf(hint)['cost']) ?? 0),
    checks: items(task['checks']).map((item, index) => {
      const checkPath = [...path, 'checks', index];
      const fields = fieldsOf(item);
      return {
        path: checkPath,
        name: textAt(fields, 'name', checkPath),
        points: numberOf(fields['points']),
        fields,
      };
    }),
    solution:
      task['solution'] === undefined ? undefined : stepsOf(task['solution'], [...path, 'solution']),
  };
}

function attempt(data: unknown, path: DataPath): AttemptOutline {
  const fields = fieldsOf(data);
  const inline = stepKinds.some((kind) => fields[kind] !== undefined) ? [stepOf(fields, path)] : [];
  return {
    path,
    name: textAt(fields, 'name', path),
    replaces: texts(fields['replaces'], [...path, 'replaces']),
    fails: texts(fields['fails'], [...path, 'fails']),
    steps: [
      ...inline,
      ...(fields['steps'] === undefined ? [] : stepsOf(fields['steps'], [...path, 'steps'])),
    ],
  };
}

function stepsOf(data: unknown, path: DataPath): StepOutline[] {
  if (!Array.isArray(data)) return data === undefined ? [] : [stepOf(fieldsOf(data), path)];
  return data.map((item, index) => stepOf(fieldsOf(item), [...path, index]));
}

function stepOf(fields: Fields, path: DataPath): StepOutline {
  return {
    path,
    kinds: stepKinds.filter((kind) => fields[kind] !== undefined),
    apply: textAt(fields, 'apply', path),
    script: textAt(fieldsOf(fields['run']), 'script', [...path, 'run']),
    on: textAt(fieldsOf(fields['run']), 'on', [...path, 'run']),
    answerCheck: textAt(fieldsOf(fields['answer']), 'check', [...path, 'answer']),
  };
}

export function fieldsOf(data: unknown): Fields {
  return data !== null && typeof data === 'object' && !Array.isArray(data)
    ? (data as Fields) // a plain map, by the test above
    : {};
}

export function items(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}

function texts(data: unknown, path: DataPath): Text[] {
  if (typeof data === 'string') return [{ path, value: data }];
  return items(data).flatMap((value, index) =>
    typeof value === 'string' ? [{ path: [...path, index], value }] : [],
  );
}

function textAt(fields: Fields, key: string, path: DataPath): Text | undefined {
  const value = fields[key];
  return typeof value === 'string' ? { path: [...path, key], value } : undefined;
}

function numberOf(data: unknown): number | undefined {
  return typeof data === 'number' ? data : undefined;
}

function allTexts(data: unknown, path: DataPath): Text[] {
  if (typeof data === 'string') return [{ path, value: data }];
  if (Array.isArray(data)) return data.flatMap((item, index) => allTexts(item, [...path, index]));
  return Object.entries(fieldsOf(data)).flatMap(([key, item]) => [
    ...(key.includes('{{') ? [{ path: [...path, key], value: key }] : []),
    ...allTexts(item, [...path, key]),
  ]);
}
