import { keyOf, splitKey } from '@drillyard/cluster';
import { jobs } from '../api/batch.js';
import { isNotFound } from '../api-errors.js';
import { type ControllerContext, type Running, startSync } from '../controller.js';
import { finishedCondition } from '../job/job-conditions.js';

/** Deletes Jobs that have been finished for as long as they asked (pkg/controller/ttlafterfinished). */
export function startTtlAfterFinishedController(context: ControllerContext): Running {
  const { client, clock } = context;
  const informer = client.informer(jobs);
  return startSync(
    context,
    async (key, queue) => {
      const { namespace, name } = splitKey(key);
      const job = informer.get(namespace, name);
      const finished = job && finishedCondition(job);
      const seconds = job?.spec.ttlSecondsAfterFinished;
      if (job === undefined || finished === undefined || seconds === undefined) return;
      if (job.metadata.deletionTimestamp !== undefined) return;
      const finishedMs = Date.parse(finished.lastTransitionTime ?? '');
      const leftMs = finishedMs + seconds * 1_000 - clock.now().getTime();
      if (leftMs > 0) {
        queue.addAfter(key, leftMs);
        return;
      }
      const preconditions = { uid: job.metadata.uid ?? '' };
      const options = { propagationPolicy: 'Foreground', preconditions } as const;
      await client.delete(jobs, { namespace, name }, options).catch((error) => {
        if (!isNotFound(error)) throw error;
      });
    },
    (queue) => [
      informer.subscribe(({ type, object }) => {
        if (type === 'DELETED' || object.spec.ttlSecondsAfterFinished === undefined) return;
        if (finishedCondition(object) !== undefined) queue.add(keyOf(object));
      }),
    ],
  );
}
