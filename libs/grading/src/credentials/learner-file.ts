import type { GradedFiles } from '../check-context.js';
import { type Failed, type FailureDetail, failed } from '../check-outcome.js';

/** Longer than any certificate bundle, key, token or kubeconfig a task asks for. */
const fileBytesMax = 256 * 1024;

/** What was looked for, or the verdict that it is not there. */
export type Found<T> = { readonly value: T } | { readonly missing: Failed };

export function missing(reason: string, detail: FailureDetail): { missing: Failed } {
  return { missing: failed(reason, detail) };
}

/** The text of a file of the learner's. */
export async function readLearnerFile(
  path: string,
  files: GradedFiles,
): Promise<Found<{ readonly text: string; readonly mode: number }>> {
  const file = await files.read(path, fileBytesMax);
  if (file === undefined) {
    return missing(`There is no file ${path} yet.`, { expected: `a file ${path}`, actual: 'none' });
  }
  if (file.truncated) {
    return missing(`${path} is far longer than it should be.`, {
      expected: `at most ${fileBytesMax} bytes`,
      actual: `${file.sizeBytes} bytes`,
    });
  }
  return { value: { text: new TextDecoder().decode(file.content), mode: file.mode } };
}

/** A path that a file names, seen from the folder of that file, as kubectl reads kubeconfigs. */
export function besideFile(file: string, path: string): string {
  if (path.startsWith('/') || path.startsWith('~')) return path;
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return `${folder}${path}`;
}
