import { isDeepStrictEqual } from 'node:util';
import {
  type EventRecorder,
  type Informer,
  keyOf,
  type ObjectReference,
  splitKey,
  timestamp,
  WorkQueue,
} from '@drillyard/cluster';
import { type CronJob, cronJobs, type Job, jobs } from '../api/batch.js';
import { isAlreadyExists, isNamespaceTerminating, isNotFound, messageOf } from '../api-errors.js';
import { nameOf } from '../claim-objects.js';
import { type ControllerContext, type Running, runningAll } from '../controller.js';
import { byController, controllerOf, newControllerRef } from '../controller-ref.js';
import { finishedCondition } from '../job/job-conditions.js';
import { type CronSchedule, parseCronSchedule } from './cron-schedule.js';

/** A run this soon after its time is not missed, and none is looked for sooner (`nextScheduleDelta`). */
const scheduleDeltaMs = 100;
/** With more missed times than this something is wrong, and it is said. */
const missedMax = 100;

/** Makes Jobs by the clock (pkg/controller/cronjob). A timer runs for each CronJob that is not suspended. */
export class CronJobController implements Running {
  private readonly cronJobs: Informer<CronJob>;
  private readonly jobs: Informer<Job>;
  private readonly queue: WorkQueue;
  private readonly recorder: EventRecorder;
  private readonly running: Running;

  constructor(private readonly context: ControllerContext) {
    const { client, clock, onError } = context;
    this.cronJobs = client.informer(cronJobs);
    this.jobs = client.informer(jobs);
    this.recorder = context.recorder('cronjob-controller');
    this.queue = new WorkQueue({ clock, onError, work: (key) => this.sync(key) });
    this.running = runningAll([
      this.queue,
      this.cronJobs.subscribe(({ object }) => this.queue.add(keyOf(object))),
      this.jobs.subscribe(({ object }) => {
        const ref = controllerOf(object);
        if (ref?.kind === 'CronJob') this.queue.add(`${object.metadata.namespace}/${ref.name}`);
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
    const found = this.cronJobs.get(namespace, name);
    if (found === undefined) return;
    const owned = this.jobs
      .byIndex(byController, found.metadata.uid ?? '')
      .filter((job) => controllerOf(job)?.uid === found.metadata.uid);
    await this.cleanUpFinished(found, owned);
    const cronJob = await this.write(found, this.observed(found, owned));
    if (cronJob.metadata.deletionTimestamp !== undefined || cronJob.spec.suspend === true) return;
    const schedule = this.parse(cronJob);
    if (schedule === undefined) return;
    try {
      await this.startIfDue(cronJob, schedule);
    } catch (error) {
      if (!isNamespaceTerminating(error)) throw error;
    }
    const nowMs = this.now.getTime();
    const next = schedule.next(this.now);
    if (next !== undefined) this.queue.addAfter(key, next.getTime() - nowMs + scheduleDeltaMs);
  }

  private parse(cronJob: CronJob): CronSchedule | undefined {
    const { schedule, timeZone } = cronJob.spec;
    try {
      const parsed = parseCronSchedule(schedule, timeZone);
      if (parsed.next(this.now) !== undefined) return parsed;
      // Upstream finds the 31st of February by this.
      const why = 'time difference between two schedules is less than 1 second';
      const message = `invalid schedule: ${schedule} : ${why}`;
      this.recorder.event(cronJob, 'Warning', 'InvalidSchedule', message);
      return undefined;
    } catch (error) {
      const message = `unparseable schedule: "${schedule}" : ${messageOf(error)}`;
      this.recorder.event(cronJob, 'Warning', 'UnparseableSchedule', message);
      return undefined;
    }
  }

  /** Which of its Jobs run, and when the last one succeeded. */
  private observed(cronJob: CronJob, owned: readonly Job[]): NonNullable<CronJob['status']> {
    const { status = {} } = cronJob;
    const active: ObjectReference[] = [];
    let { lastSuccessfulTime } = status;
    for (const ref of status.active ?? []) {
      const job = owned.find(({ metadata }) => metadata.uid === ref.uid);
      const condition = job && finishedCondition(job);
      if (job === undefined) {
        const message = `Active job went missing: ${ref.name}`;
        this.recorder.event(cronJob, 'Normal', 'MissingJob', message);
      } else if (condition === undefined) active.push(ref);
      else {
        const message = `Saw completed job: ${ref.name}, condition: ${condition.type}`;
        this.recorder.event(cronJob, 'Normal', 'SawCompletedJob', message);
      }
    }
    for (const job of owned) {
      const { completionTime } = job.status ?? {};
      const isLater = (completionTime ?? '') > (lastSuccessfulTime ?? '');
      if (finishedCondition(job)?.type === 'Complete' && isLater)
        lastSuccessfulTime = completionTime;
    }
    const { active: _before, ...rest } = status;
    return {
      ...rest,
      ...(active.length > 0 && { active }),
      ...(lastSuccessfulTime && { lastSuccessfulTime }),
    };
  }

  private async write(cronJob: CronJob, status: NonNullable<CronJob['status']>): Promise<CronJob> {
    if (isDeepStrictEqual(cronJob.status ?? {}, status)) return cronJob;
    return this.context.client.update(cronJobs, { ...cronJob, status }, 'status');
  }

  private async startIfDue(cronJob: CronJob, schedule: CronSchedule): Promise<void> {
    const due = this.latestDue(cronJob, schedule);
    if (due === undefined) return;
    const { startingDeadlineSeconds: deadline, concurrencyPolicy } = cronJob.spec;
    const isTooLate =
      deadline !== undefined && due.getTime() + deadline * 1_000 < this.now.getTime();
    if (isTooLate) {
      const message = `Missed scheduled time to start a job: ${rfc1123(due)}`;
      this.recorder.event(cronJob, 'Warning', 'MissSchedule', message);
      return;
    }
    const { active = [] } = cronJob.status ?? {};
    if (concurrencyPolicy === 'Forbid' && active.length > 0) {
      const message =
        'Not starting job because prior execution is running and concurrency policy is Forbid';
      this.recorder.event(cronJob, 'Normal', 'JobAlreadyActive', message);
      return;
    }
    if (concurrencyPolicy === 'Replace') {
      for (const { namespace = '', name } of active) {
        const job = this.jobs.get(namespace, name);
        if (job !== undefined) await this.deleteJob(cronJob, job);
      }
    }
    await this.start(cronJob, due);
  }

  /** The last time that came since it last ran; undefined where none did. */
  private latestDue(cronJob: CronJob, schedule: CronSchedule): Date | undefined {
    const { status = {}, spec, metadata } = cronJob;
    const created = metadata.creationTimestamp ?? timestamp(this.now);
    let earliestMs = Date.parse(status.lastScheduleTime ?? created);
    if (spec.startingDeadlineSeconds !== undefined) {
      const deadlineMs = this.now.getTime() - spec.startingDeadlineSeconds * 1_000;
      earliestMs = Math.max(earliestMs, deadlineMs);
    }
    let latest: Date | undefined;
    let missed = 0;
    for (
      let next = schedule.next(new Date(earliestMs));
      next !== undefined && next <= this.now;
      next = schedule.next(next)
    ) {
      latest = next;
      missed++;
      if (missed > missedMax) {
        const message =
          'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
        this.recorder.event(cronJob, 'Warning', 'TooManyMissedTimes', message);
        // The last hour holds the latest time of any schedule that has missed so many.
        return latestWithin(schedule, this.now) ?? latest;
      }
    }
    return latest;
  }

  private async start(cronJob: CronJob, due: Date): Promise<void> {
    const { name = '', namespace = '' } = cronJob.metadata;
    const { metadata = {}, spec } = cronJob.spec.jobTemplate;
    const annotations = {
      ...metadata.annotations,
      'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(due),
    };
    const draft: Job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${name}-${Math.floor(due.getTime() / 60_000)}`,
        namespace,
        ...(metadata.labels && { labels: metadata.labels }),
        annotations,
        ownerReferences: [newControllerRef(cronJob, cronJobs)],
      },
      spec,
    };
    const job = await this.create(cronJob, draft);
    if (job === undefined) return;
    const { uid = '', resourceVersion = '' } = job.metadata;
    const reference = { apiVersion: 'batch/v1', kind: 'Job', name: job.metadata.name ?? '' };
    const active = [
      ...(cronJob.status?.active ?? []),
      { ...reference, namespace, uid, resourceVersion },
    ];
    const status = { ...cronJob.status, active, lastScheduleTime: timestamp(due) };
    await this.write(cronJob, status);
  }

  /** Undefined where the Job of this time was made before. */
  private async create(cronJob: CronJob, draft: Job): Promise<Job | undefined> {
    try {
      const job = await this.context.client.create(jobs, draft);
      const message = `Created job ${job.metadata.name}`;
      this.recorder.event(cronJob, 'Normal', 'SuccessfulCreate', message);
      return job;
    } catch (error) {
      if (isAlreadyExists(error)) return undefined;
      if (!isNamespaceTerminating(error)) {
        const message = `Error creating job: ${messageOf(error)}`;
        this.recorder.event(cronJob, 'Warning', 'FailedCreate', message);
      }
      throw error;
    }
  }

  private async cleanUpFinished(cronJob: CronJob, owned: readonly Job[]): Promise<void> {
    const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cronJob.spec;
    const limits = { Complete: successfulJobsHistoryLimit, Failed: failedJobsHistoryLimit };
    for (const [type, limit] of Object.entries(limits)) {
      const finished = owned.filter((job) => finishedCondition(job)?.type === type);
      const surplus = finished.sort(earlierFirst).slice(0, Math.max(0, finished.length - limit));
      for (const job of surplus) await this.deleteJob(cronJob, job);
    }
  }

  private async deleteJob(cronJob: CronJob, job: Job): Promise<void> {
    try {
      await this.context.client.delete(jobs, nameOf(job), { propagationPolicy: 'Background' });
      const message = `Deleted job ${job.metadata.name}`;
      this.recorder.event(cronJob, 'Normal', 'SuccessfulDelete', message);
    } catch (error) {
      if (isNotFound(error)) return;
      const message = `Deleted job: ${messageOf(error)}`;
      this.recorder.event(cronJob, 'Warning', 'FailedDelete', message);
    }
  }
}

function latestWithin(schedule: CronSchedule, now: Date): Date | undefined {
  let latest: Date | undefined;
  const hourMs = 3_600_000;
  for (
    let next = schedule.next(new Date(now.getTime() - hourMs));
    next !== undefined && next <= now;
    next = schedule.next(next)
  ) {
    latest = next;
  }
  return latest;
}

function earlierFirst(a: Job, b: Job): number {
  return (a.status?.startTime ?? '') < (b.status?.startTime ?? '') ? -1 : 1;
}

/** `Mon, 02 Jan 2006 15:04:05 +0000`. */
function rfc1123(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
