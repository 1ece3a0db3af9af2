/** Where in a lab's files: line and column count from 1, as editors do. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One mistake in a lab, with what to do about it. */
export interface LabProblem extends Position {
  /** An error keeps the lab from being offered; a warning does not. */
  readonly severity: 'error' | 'warning';
  /** Says what is wrong, naming the thing: `unknown field "titel"`. */
  readonly message: string;
  /** The next step, in words: `did you mean "title"?`. */
  readonly next: string;
}

/** `labs/x/lab.yaml:12:5: error: unknown field "titel": did you mean "title"?` */
export function formatProblem(problem: LabProblem, folder = ''): string {
  const file = folder === '' ? problem.file : `${folder.replace(/\/$/, '')}/${problem.file}`;
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}: ${problem.message}: ${problem.next}`;
}

export function compareProblems(a: LabProblem, b: LabProblem): number {
  if (a.file !== b.file)
    return a.file === 'lab.yaml' ? -1 : b.file === 'lab.yaml' ? 1 : a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
