import type { LabSessionView, TaskView } from '../../api-client/views';
import { checkStatus } from './check-status';

type Tasks = Pick<LabSessionView, 'tasks'>;

/**
 * What a listener should hear of the difference between two views: checks that turned, tasks that
 * are done. A check that fails for another reason than before says that reason.
 */
export function describeCheckChanges(before: Tasks, after: Tasks): string[] {
  const sentences: string[] = [];
  for (const task of after.tasks) {
    const earlier = before.tasks.find(({ id }) => id === task.id);
    if (!earlier) continue;
    sentences.push(...checkSentences(earlier, task));
    if (task.state === 'passed' && earlier.state !== 'passed') {
      sentences.push(`Task done: ${task.title}.`);
    }
  }
  if (allDone(after) && !allDone(before)) sentences.push('Every task is done.');
  return sentences;
}

function allDone({ tasks }: Tasks): boolean {
  return tasks.length > 0 && tasks.every(({ state }) => state === 'passed');
}

function checkSentences(before: TaskView, after: TaskView): string[] {
  return after.checks.flatMap((check) => {
    const earlier = before.checks.find(({ id }) => id === check.id);
    if (!earlier) return [];
    const status = checkStatus(check);
    const turned = status !== checkStatus(earlier);
    const { outcome } = check;
    // What the first look at a fresh cluster finds is no news.
    if (earlier.outcome.status === 'pending') return [];
    if (outcome.status === 'failed') {
      const sameReason =
        earlier.outcome.status === 'failed' && earlier.outcome.reason === outcome.reason;
      if (!turned && sameReason) return [];
      const verdict = status === 'regressed' ? 'no longer passes' : 'does not pass';
      return [`Check "${check.name}" ${verdict}: ${outcome.reason}`];
    }
    if (!turned) return [];
    if (status === 'passed') return [`Check passed: ${check.name}.`];
    if (status === 'inconclusive') return [`Check "${check.name}" could not be carried out.`];
    return [];
  });
}
