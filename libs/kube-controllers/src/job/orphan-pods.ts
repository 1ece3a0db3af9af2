import { type Informer, keyOf, splitKey, WorkQueue } from '@drillyard/cluster';
import type { Job } from '../api/batch.js';
import type { Pod } from '../api/core.js';
import type { ControllerContext, Running } from '../controller.js';
import { byController, controllerOf } from '../controller-ref.js';
import { isTracked } from './job-pods.js';

export interface OrphanPodsOptions {
  readonly context: ControllerContext;
  readonly jobs: Informer<Job>;
  readonly pods: Informer<Pod>;
  /** Lets a pod go that was kept to be counted. */
  readonly release: (pod: Pod) => Promise<void>;
}

/** Releases pods whose Job is gone: nobody counts them any more (upstream `syncOrphanPod`). */
export class OrphanPods implements Running {
  private readonly queue: WorkQueue;
  private readonly unsubscribes: readonly (() => void)[];

  constructor(private readonly options: OrphanPodsOptions) {
    const { context, jobs, pods } = options;
    const { clock, onError } = context;
    this.queue = new WorkQueue({ clock, onError, work: (key) => this.sync(key) });
    this.unsubscribes = [
      jobs.subscribe(({ type, object }) => {
        if (type !== 'DELETED') return;
        const left = pods.byIndex(byController, object.metadata.uid ?? '');
        for (const pod of left) this.queue.add(keyOf(pod));
      }),
      pods.subscribe(({ type, object }) => {
        if (type !== 'DELETED' && this.isOrphan(object)) this.queue.add(keyOf(object));
      }),
    ];
  }

  close(): void {
    for (const unsubscribe of this.unsubscribes) unsubscribe();
    this.queue.close();
  }

  private async sync(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const pod = this.options.pods.get(namespace, name);
    if (pod !== undefined && this.isOrphan(pod)) await this.options.release(pod);
  }

  private isOrphan(pod: Pod): boolean {
    if (!isTracked(pod)) return false;
    const owner = controllerOf(pod);
    if (owner === undefined) return true;
    if (owner.kind !== 'Job') return false;
    const job = this.options.jobs.get(pod.metadata.namespace ?? '', owner.name);
    return job?.metadata.uid !== owner.uid;
  }
}
