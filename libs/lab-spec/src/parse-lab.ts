import { explainIssue } from './explain-issue.js';
import { labFieldNames } from './field-names.js';
import { type Lab, toLab } from './lab.js';
import { labLimits } from './limits.js';
import { outlineLab } from './outline.js';
import { compareProblems, type LabProblem } from './problem.js';
import type { ParseLabOptions, RuleContext } from './rules/rule.js';
import { rules } from './rules/rules.js';
import { labSchema } from './schema/lab.schema.js';
import { YamlSource } from './yaml-source.js';

export interface ParsedLab {
  /** Undefined where a problem is an error. */
  readonly lab: Lab | undefined;
  readonly problems: readonly LabProblem[];
}

export const labFile = 'lab.yaml';

/**
 * Reads a lab from the text files of its folder and reports every mistake at once, those of the
 * schema and those between fields and files alike.
 * @param files path below the lab folder → text.
 */
export function parseLab(
  files: ReadonlyMap<string, string>,
  options: ParseLabOptions = {},
): ParsedLab {
  const refused = overLimits(files);
  if (refused.length > 0) return { lab: undefined, problems: refused };
  const source = YamlSource.read(labFile, files.get(labFile) ?? '');
  const problems = [...source.problems];
  if (source.data === undefined) return { lab: undefined, problems };
  const read = labSchema.safeParse(source.data, { reportInput: true });
  for (const issue of read.error?.issues ?? []) {
    problems.push(...explainIssue(issue, source, labFieldNames));
  }
  const context = ruleContext(source, files, options, problems);
  for (const rule of rules) rule(context);
  const sorted = atMost(labLimits.problems, problems.sort(compareProblems));
  const valid = read.success && !problems.some(({ severity }) => severity === 'error');
  return { lab: valid ? toLab(read.data, files) : undefined, problems: sorted };
}

function ruleContext(
  source: YamlSource,
  files: ReadonlyMap<string, string>,
  options: ParseLabOptions,
  problems: LabProblem[],
): RuleContext {
  return {
    outline: outlineLab(source.data),
    source,
    files,
    options,
    error: (path, message, next) =>
      problems.push({ severity: 'error', ...source.position(path), message, next }),
    errorAt: (position, message, next) =>
      problems.push({ severity: 'error', ...position, message, next }),
    warningAt: (position, message, next) =>
      problems.push({ severity: 'warning', ...position, message, next }),
  };
}

function overLimits(files: ReadonlyMap<string, string>): LabProblem[] {
  const report = (file: string, message: string, next: string): LabProblem => ({
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message,
    next,
  });
  if (!files.has(labFile)) {
    return [
      report(
        labFile,
        'there is no lab.yaml in this folder',
        'create it: `drillyard lab new` writes one to start from',
      ),
    ];
  }
  if (files.size > labLimits.files) {
    return [report(labFile, `the lab has ${files.size} files`, `keep to ${labLimits.files}`)];
  }
  const problems = [...files]
    .filter(([, text]) => text.length > labLimits.fileLength)
    .map(([file, text]) =>
      report(file, `the file has ${text.length} characters`, `keep to ${labLimits.fileLength}`),
    );
  const total = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  if (total > labLimits.totalLength) {
    problems.push(
      report(
        labFile,
        `the lab's files have ${total} characters together`,
        `keep to ${labLimits.totalLength}`,
      ),
    );
  }
  return problems;
}

function atMost(limit: number, problems: readonly LabProblem[]): readonly LabProblem[] {
  const last = problems[limit - 1];
  if (problems.length <= limit || last === undefined) return problems;
  const more = problems.length - limit + 1;
  return [
    ...problems.slice(0, limit - 1),
    { ...last, message: `${more} more problems are not shown`, next: 'correct those above first' },
  ];
}
