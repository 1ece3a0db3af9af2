import { findDeepYamlNesting } from '@drillyard/kube-objects';
import type { LabProblem } from './problem.js';

/** The first place where a file nests too deeply to be given to the parser. */
export function findDeepNesting(text: string): Omit<LabProblem, 'file'> | undefined {
  const line = findDeepYamlNesting(text);
  if (line === undefined) return undefined;
  return {
    severity: 'error',
    line,
    column: 1,
    message: 'the YAML is nested too deeply to be read safely',
    next: 'write it flatter',
  };
}
