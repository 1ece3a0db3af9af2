import type { ObjectReference, ResourceType } from '@drillyard/cluster';
import type { KubeObject, ObjectMeta } from '@drillyard/kube-objects';
import type { Condition, PodTemplateSpec, Selector } from './core.js';

export interface JobCondition extends Condition {
  readonly lastProbeTime?: string;
}
export interface UncountedTerminatedPods {
  readonly succeeded?: readonly string[];
  readonly failed?: readonly string[];
}
export interface JobStatus {
  readonly conditions?: readonly JobCondition[];
  readonly startTime?: string;
  readonly completionTime?: string;
  readonly active?: number;
  readonly succeeded?: number;
  readonly failed?: number;
  readonly terminating?: number;
  readonly completedIndexes?: string;
  readonly uncountedTerminatedPods?: UncountedTerminatedPods;
  readonly ready?: number;
}
export interface JobSpec {
  readonly parallelism?: number;
  readonly completions?: number;
  readonly activeDeadlineSeconds?: number;
  readonly backoffLimit?: number;
  readonly selector?: Selector;
  readonly template: PodTemplateSpec;
  readonly ttlSecondsAfterFinished?: number;
  readonly completionMode?: string;
  readonly suspend?: boolean;
  readonly podReplacementPolicy?: string;
  readonly managedBy?: string;
}
export interface Job extends KubeObject {
  readonly spec: JobSpec;
  readonly status?: JobStatus;
}
export interface CronJob extends KubeObject {
  readonly spec: {
    readonly schedule: string;
    readonly timeZone?: string;
    readonly startingDeadlineSeconds?: number;
    readonly concurrencyPolicy?: string;
    readonly suspend?: boolean;
    readonly jobTemplate: { readonly metadata?: ObjectMeta; readonly spec: JobSpec };
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
  };
  readonly status?: {
    readonly active?: readonly ObjectReference[];
    readonly lastScheduleTime?: string;
    readonly lastSuccessfulTime?: string;
  };
}
export const jobs = batchResource<Job>('Job', 'jobs');
export const cronJobs = batchResource<CronJob>('CronJob', 'cronjobs');

function batchResource<T extends KubeObject>(kind: string, resource: string): ResourceType<T> {
  return { group: 'batch', version: 'v1', kind, resource, namespaced: true };
}
