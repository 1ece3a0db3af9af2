import type { Place } from '@drillyard/lab-spec';
import type { CheckContext, GradedFiles } from './check-context.js';
import type { CheckDependencies } from './check-evaluator.js';
import { type Inconclusive, inconclusive } from './check-outcome.js';

/** The files of a place, or the verdict that nobody here can see them. */
export function filesAt(
  place: Place,
  { files, nodeFiles }: Pick<CheckContext, 'files' | 'nodeFiles'>,
): GradedFiles | Inconclusive {
  if (place === 'workstation') return files;
  return nodeFiles ?? inconclusive('The files of the node cannot be seen here.');
}

/** The files of a place as a check depends on them. */
export function filesDependency(
  place: Place,
  paths: readonly string[],
): Pick<CheckDependencies, 'files' | 'nodeFiles'> {
  return place === 'workstation' ? { files: paths } : { nodeFiles: paths };
}
