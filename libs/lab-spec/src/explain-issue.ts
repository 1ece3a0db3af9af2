import type { z } from 'zod';
import { didYouMean } from './did-you-mean.js';
import type { LabProblem } from './problem.js';
import type { DataPath, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** Turns what the schema found into problems at their places, in words an author understands. */
export function explainIssue(issue: Issue, source: YamlSource, fields: FieldNames): LabProblem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      severity: 'error',
      ...source.keyPosition(path, key),
      message: `unknown field "${key}"${within(path)}`,
      next: didYouMean(key, fields(path)),
    }));
  }
  if (issue.code === 'invalid_union') {
    return mostFitting(issue).flatMap((inner) =>
      explainIssue({ ...inner, path: [...path, ...inner.path] }, source, fields),
    );
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    return [
      {
        severity: 'error',
        ...source.keyPosition(path.slice(0, -1), key),
        message: `"${key}" cannot be used as a name here`,
        next: issue.issues[0]?.message ?? 'choose another name',
      },
    ];
  }
  return [{ severity: 'error', ...source.position(path), ...inWords(issue, path) }];
}

/** The fields known at a path, for suggestions. */
export type FieldNames = (path: DataPath) => readonly string[];

function inWords(issue: Issue, path: DataPath): Pick<LabProblem, 'message' | 'next'> {
  const field = path.length === 0 ? 'the file' : formatPath(path);
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { message: `${field} is missing`, next: `add it: ${expectedType(issue.expected)}` }
        : {
            message: `${field} is ${typeInWords(issue.input)}`,
            next: `make it ${expectedType(issue.expected)}`,
          };
    case 'invalid_value':
      if (issue.input === undefined) {
        return { message: `${field} is missing`, next: `add it: ${list(issue.values)}` };
      }
      return {
        message: `${field} is ${JSON.stringify(issue.input)}`,
        next:
          typeof issue.input === 'string'
            ? didYouMean(issue.input, issue.values.map(String))
            : `use ${list(issue.values)}`,
      };
    case 'too_small':
      return {
        message: `${field} is too ${issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short'}`,
        next: `at least ${issue.minimum}`,
      };
    case 'too_big':
      return {
        message: `${field} is too ${issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long'}`,
        next: `at most ${issue.maximum}`,
      };
    default:
      return { message: `${field} is not valid`, next: issue.message };
  }
}

/** The branch the author most likely meant: the one that got furthest before it failed. */
function mostFitting(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] {
  const depth = (issues: readonly Issue[]) =>
    Math.max(0, ...issues.map((inner) => inner.path.length));
  const missesType = (issues: readonly Issue[]) =>
    issues.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0) ? 1 : 0;
  const unknownFields = (issues: readonly Issue[]) =>
    issues.filter((inner) => inner.code === 'unrecognized_keys').length;
  const [best] = [...issue.errors].sort(
    (a, b) =>
      missesType(a) - missesType(b) || depth(b) - depth(a) || unknownFields(a) - unknownFields(b),
  );
  return best ?? [];
}

function within(path: DataPath): string {
  return path.length === 0 ? '' : ` in ${formatPath(path)}`;
}

/** `spec.tasks[0].checks[1].name` */
export function formatPath(path: DataPath): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`,
    '',
  );
}

function expectedType(expected: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a map of fields',
    record: 'a map of fields',
  };
  return words[expected] ?? expected;
}

function typeInWords(input: unknown): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a map';
  if (typeof input === 'number') return `the number ${input}`;
  return typeof input === 'boolean' ? `the truth value ${input}` : 'a text';
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}
