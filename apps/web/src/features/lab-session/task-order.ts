import type { TaskView } from '../../api-client/views';

/** The task to begin with, or to go on with after a reload: the first that is not done. */
export function firstOpenTask(tasks: readonly TaskView[]): string | undefined {
  return (tasks.find(({ state }) => state !== 'passed') ?? tasks.at(-1))?.id;
}
