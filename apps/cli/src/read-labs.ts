import { relative } from 'node:path';
import { type LoadedLab, type LoadOptions, loadLabs } from '@drillyard/lab-loader';
import { formatProblem, type LabProblem } from '@drillyard/lab-spec';

export interface ReadLabs {
  readonly labs: readonly LoadedLab[];
  readonly errors: number;
  readonly warnings: number;
}

/**
 * Reads the labs at several paths, each once, and prints their problems as compilers do.
 * @throws UserError where a path has no lab.
 */
export async function readLabs(paths: readonly string[], options: LoadOptions): Promise<ReadLabs> {
  const labs = new Map<string, LoadedLab>();
  const problems: LabProblem[] = [];
  const print = (folder: string, problem: LabProblem) => {
    problems.push(problem);
    process.stdout.write(`${formatProblem(problem, relative(process.cwd(), folder))}\n`);
  };
  for (const path of paths) {
    const catalogue = await loadLabs(path, options);
    for (const problem of catalogue.trackProblems) print(problem.folder, problem);
    for (const lab of catalogue.labs) {
      if (labs.has(lab.folder)) continue;
      labs.set(lab.folder, lab);
      for (const problem of lab.problems) print(lab.folder, problem);
    }
  }
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { labs: [...labs.values()], errors, warnings: problems.length - errors };
}
