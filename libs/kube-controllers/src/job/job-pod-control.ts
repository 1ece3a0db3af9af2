import { type EventRecorder, keyOf } from '@drillyard/cluster';
import { type Job, jobs } from '../api/batch.js';
import type { Pod } from '../api/core.js';
import { isNotFound } from '../api-errors.js';
import type { ControllerContext } from '../controller.js';
import type { Expectations } from '../expectations.js';
import { PodControl } from '../pod-control.js';
import { slowStartBatch } from '../slow-start-batch.js';
import { firstPendingIndexes, isIndexed, templateFor } from './completion-indexes.js';
import { type JobPods, trackingFinalizer } from './job-pods.js';

/** Makes and deletes the pods of Jobs, and remembers what the cache has yet to show. */
export class JobPodControl {
  private readonly podControl: PodControl;

  constructor(
    { client }: ControllerContext,
    recorder: EventRecorder,
    private readonly expectations: Expectations,
  ) {
    this.podControl = new PodControl(client, recorder, jobs);
  }

  async create(key: string, job: Job, observed: JobPods, count: number) {
    const { template } = job.spec;
    const name = job.metadata.name ?? '';
    const indexed = isIndexed(job);
    const indexes = indexed
      ? firstPendingIndexes(job, observed.active, observed.completedIndexes, count)
      : [];
    const total = indexed ? indexes.length : count;
    this.expectations.expect(key, total);
    const result = await slowStartBatch(total, async (position) => {
      const index = indexes[position];
      const own = index === undefined ? template : templateFor(name, template, index);
      await this.podControl.create(job, own, (pod) => ({
        ...pod,
        metadata: {
          ...pod.metadata,
          ...(index === undefined ? {} : { generateName: `${name}-${index}-` }),
          finalizers: [...(pod.metadata.finalizers ?? []), trackingFinalizer],
        },
      }));
    });
    for (let missing = total - result.succeeded; missing > 0; missing--) {
      this.expectations.creationObserved(key);
    }
    return result;
  }

  async delete(key: string, job: Job, doomed: readonly Pod[]) {
    if (doomed.length > 0) this.expectations.expect(key, 0, doomed.map(keyOf));
    const deleted: Pod[] = [];
    let error: unknown;
    for (const pod of doomed) {
      try {
        await this.podControl.delete(job, pod);
        deleted.push(pod);
      } catch (refusal) {
        this.expectations.deletionObserved(key, keyOf(pod));
        if (!isNotFound(refusal)) error ??= refusal;
      }
    }
    return { deleted, error };
  }
}
