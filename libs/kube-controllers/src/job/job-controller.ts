import { isDeepStrictEqual } from 'node:util';
import { type EventRecorder, type Informer, keyOf, splitKey, WorkQueue } from '@drillyard/cluster';
import { sortForDeletion } from '../active-pods.js';
import { type Job, type JobCondition, type JobStatus, jobs } from '../api/batch.js';
import { type Pod, pods } from '../api/core.js';
import { isNamespaceTerminating, isNotFound } from '../api-errors.js';
import { claimObjects, nameOf } from '../claim-objects.js';
import { conditionOf } from '../conditions.js';
import { type ControllerContext, type Running, runningAll } from '../controller.js';
import { byController, orphansOf } from '../controller-ref.js';
import { Expectations } from '../expectations.js';
import { followPods } from '../follow-pods.js';
import { selects } from '../selector.js';
import { finishedCondition, newJobCondition } from './job-conditions.js';
import { JobPodControl } from './job-pod-control.js';
import { isTracked, type JobPods, observePods, trackingFinalizer } from './job-pods.js';
import { afterDeletion, countedStatus, type Outcome, observedStatus } from './job-status.js';
import { OrphanPods } from './orphan-pods.js';
import { PodBackoff } from './pod-backoff.js';
import { restartsExceed, started, wantedActive } from './wanted-pods.js';

/** Pods made or deleted in one go (`MaxPodCreateDeletePerSync`). */
const podsPerSyncMax = 500;

/** Runs pods until enough of them have succeeded (pkg/controller/job). */
export class JobController implements Running {
  private readonly jobs: Informer<Job>;
  private readonly pods: Informer<Pod>;
  private readonly queue: WorkQueue;
  private readonly expectations: Expectations;
  private readonly podControl: JobPodControl;
  private readonly recorder: EventRecorder;
  private readonly backoff = new PodBackoff();
  private readonly running: Running;

  constructor(private readonly context: ControllerContext) {
    const { client, clock, onError } = context;
    this.jobs = client.informer(jobs);
    this.pods = client.informer(pods);
    this.expectations = new Expectations(clock);
    this.recorder = context.recorder('job-controller');
    this.podControl = new JobPodControl(context, this.recorder, this.expectations);
    this.queue = new WorkQueue({ clock, onError, work: (key) => this.sync(key) });
    this.running = runningAll([
      this.queue,
      new OrphanPods({
        ...{ context, jobs: this.jobs, pods: this.pods },
        release: (pod) => this.release(pod),
      }),
      this.jobs.subscribe(({ object }) => this.queue.add(keyOf(object))),
      followPods({
        pods: this.pods,
        owners: this.jobs,
        ownerType: jobs,
        selects: (job, pod) => selects(job.spec.selector, pod.metadata.labels),
        enqueue: (job) => this.queue.add(keyOf(job)),
        onCreated: (key) => this.expectations.creationObserved(key),
        onDeleted: (key, pod) => this.expectations.deletionObserved(key, keyOf(pod)),
      }),
    ]);
  }

  close(): void {
    this.running.close();
  }

  private get now(): Date {
    return this.context.clock.now();
  }

  private async sync(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const found = this.jobs.get(namespace, name);
    if (found === undefined || finishedCondition(found) !== undefined) {
      this.backoff.forget(key);
      this.expectations.forget(key);
      return found === undefined ? undefined : this.releasePods(found);
    }
    if (
      (found.spec.managedBy ?? 'kubernetes.io/job-controller') !== 'kubernetes.io/job-controller'
    ) {
      return;
    }
    const isStarting = found.status?.startTime === undefined && found.spec.suspend !== true;
    const job = isStarting ? started(found, this.now) : found;
    const mayAct = this.expectations.isSatisfied(key);
    const observed = observePods(job, await this.claimPods(job));
    this.backoff.record(key, observed.newSucceeded, observed.newFailed, this.now);
    const interim = this.interimCondition(key, job, observed);
    const outcome =
      interim === undefined
        ? await this.manage(key, job, observed, mayAct)
        : await this.deleteAll(key, job, observed, interim);
    await this.track(job, found, observed, outcome);
    if (outcome.error !== undefined && !isNamespaceTerminating(outcome.error)) throw outcome.error;
  }

  private claimPods(job: Job): Promise<Pod[]> {
    const matches = (pod: Pod) => selects(job.spec.selector, pod.metadata.labels);
    const claim = {
      client: this.context.client,
      type: pods,
      owner: job,
      ownerType: jobs,
      matches,
      finalizers: [trackingFinalizer],
    };
    return claimObjects(claim, [
      ...this.pods.byIndex(byController, job.metadata.uid ?? ''),
      ...this.pods.byIndex(byController, orphansOf(job.metadata.namespace)),
    ]);
  }

  /** Why the Job is to end, before its pods have. */
  private interimCondition(key: string, job: Job, observed: JobPods): JobCondition | undefined {
    const { spec, status = {} } = job;
    const decided = ['SuccessCriteriaMet', 'FailureTarget']
      .map((type) => conditionOf(status.conditions, type))
      .find((condition) => condition?.status === 'True');
    if (decided !== undefined) return decided;
    const failure = (reason: string, message: string) =>
      newJobCondition('FailureTarget', reason, message, this.now);
    const limit = spec.backoffLimit ?? 6;
    if (observed.failed > limit || restartsExceed(job, observed.active, limit)) {
      return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
    }
    const deadline = spec.activeDeadlineSeconds;
    if (deadline === undefined || spec.suspend === true || !status.startTime) return undefined;
    const leftMs = Date.parse(status.startTime) + deadline * 1_000 - this.now.getTime();
    if (leftMs <= 0) {
      return failure('DeadlineExceeded', 'Job was active longer than specified deadline');
    }
    this.queue.addAfter(key, leftMs);
    return undefined;
  }

  private async deleteAll(
    key: string,
    job: Job,
    observed: JobPods,
    interim: JobCondition,
  ): Promise<Outcome> {
    const { deleted, error } = await this.podControl.delete(key, job, observed.active);
    return afterDeletion(observed, deleted, interim, error);
  }

  /** As many pods as are wanted now, and whether that was all. */
  private async manage(
    key: string,
    job: Job,
    observed: JobPods,
    mayAct: boolean,
  ): Promise<Outcome> {
    const { spec, metadata } = job;
    const outcome =
      mayAct && metadata.deletionTimestamp === undefined
        ? await this.scale(key, job, observed)
        : afterDeletion(observed, [], undefined, undefined);
    const { active } = outcome;
    const isComplete =
      spec.completions === undefined
        ? observed.succeeded > 0 && active === 0
        : observed.succeeded >= spec.completions && active === 0;
    if (!isComplete) return outcome;
    const message = 'Reached expected number of succeeded pods';
    const interim = newJobCondition('SuccessCriteriaMet', 'CompletionsReached', message, this.now);
    return { ...outcome, interim };
  }

  private async scale(key: string, job: Job, observed: JobPods): Promise<Outcome> {
    const { spec } = job;
    const { active, succeeded, terminating } = observed;
    if (spec.suspend === true) {
      const { deleted, error } = await this.podControl.delete(
        key,
        job,
        active.slice(0, podsPerSyncMax),
      );
      return afterDeletion(observed, deleted, undefined, error);
    }
    const wanted = wantedActive(job, active.length, succeeded);
    if (active.length > wanted) {
      const ranked = active.map((pod) => ({ pod, rank: 0 }));
      const doomed = sortForDeletion(ranked, this.now).slice(0, active.length - wanted);
      const { deleted, error } = await this.podControl.delete(
        key,
        job,
        doomed.slice(0, podsPerSyncMax),
      );
      return afterDeletion(observed, deleted, undefined, error);
    }
    const replaced = spec.podReplacementPolicy === 'Failed' ? terminating : 0;
    const missing = Math.min(wanted - active.length - replaced, podsPerSyncMax);
    const unchanged = afterDeletion(observed, [], undefined, undefined);
    if (missing <= 0) return unchanged;
    const waitMs = this.backoff.leftMs(key, this.now);
    if (waitMs > 0) {
      this.queue.addAfter(key, waitMs);
      return unchanged;
    }
    const { succeeded: created, error } = await this.podControl.create(key, job, observed, missing);
    return { ...unchanged, active: active.length + created, error };
  }

  /**
   * Writes down which pods have ended, lets them go, and counts them: a pod is counted once
   * whatever happens in between (`trackJobStatusAndRemoveFinalizers`).
   */
  private async track(job: Job, found: Job, observed: JobPods, outcome: Outcome): Promise<void> {
    const uids = (list: readonly Pod[]) => list.map(({ metadata }) => metadata.uid ?? '');
    const before = job.status?.uncountedTerminatedPods ?? {};
    const succeeded = [...(before.succeeded ?? []), ...uids(observed.newSucceeded)];
    const failed = [...(before.failed ?? []), ...uids(observed.newFailed)];
    let current = job;
    const ended = [...observed.newSucceeded, ...observed.newFailed];
    if (ended.length > 0) {
      const uncounted = {
        ...(succeeded.length > 0 && { succeeded }),
        ...(failed.length > 0 && { failed }),
      };
      const status = {
        ...observedStatus(job, observed, outcome, this.now),
        uncountedTerminatedPods: uncounted,
      };
      current = await this.write(current, status);
    }
    for (const pod of this.pods.byIndex(byController, job.metadata.uid ?? '')) {
      const uid = pod.metadata.uid ?? '';
      if (succeeded.includes(uid) || failed.includes(uid)) await this.release(pod);
    }
    const status = countedStatus(
      current,
      observed,
      outcome,
      succeeded.length,
      failed.length,
      this.now,
    );
    if (current === job && isDeepStrictEqual(found.status, status)) return;
    const written = await this.write(current, status);
    this.tellFinished(job, written);
  }

  private async write(job: Job, status: JobStatus): Promise<Job> {
    const wasSuspended = conditionOf(job.status?.conditions, 'Suspended')?.status;
    const isSuspended = conditionOf(status.conditions, 'Suspended')?.status;
    const written = await this.context.client.update(jobs, { ...job, status }, 'status');
    if (wasSuspended !== isSuspended && isSuspended === 'True') {
      this.recorder.event(job, 'Normal', 'Suspended', 'Job suspended');
    } else if (wasSuspended !== isSuspended && isSuspended === 'False') {
      this.recorder.event(job, 'Normal', 'Resumed', 'Job resumed');
    }
    return written;
  }

  private tellFinished(before: Job, job: Job): void {
    const condition = finishedCondition(job);
    if (condition === undefined || finishedCondition(before) !== undefined) return;
    if (condition.type === 'Complete') {
      this.recorder.event(job, 'Normal', 'Completed', 'Job completed');
      return;
    }
    const { reason = '', message = '' } = condition;
    this.recorder.event(job, 'Warning', reason, message);
  }

  /** Pods of a Job that has ended are held by nothing any more. */
  private async releasePods(job: Job): Promise<void> {
    for (const pod of this.pods.byIndex(byController, job.metadata.uid ?? '')) {
      await this.release(pod);
    }
  }

  private async release(pod: Pod): Promise<void> {
    if (!isTracked(pod)) return;
    const { uid } = pod.metadata;
    const metadata = { uid, '$deleteFromPrimitiveList/finalizers': [trackingFinalizer] };
    try {
      const patch = { type: 'strategic', body: { metadata } } as const;
      await this.context.client.patch(pods, nameOf(pod), patch);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
