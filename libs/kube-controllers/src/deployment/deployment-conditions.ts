import { timestamp } from '@drillyard/cluster';
import type { Deployment, DeploymentCondition } from '../api/apps.js';
import type { Condition } from '../api/core.js';
import { conditionOf, withCondition } from '../conditions.js';

/** Stands for no limit at all. */
const maxInt32 = 2_147_483_647;

type Conditions = readonly DeploymentCondition[] | undefined;

export function newCondition(
  type: string,
  status: string,
  reason: string,
  message: string,
  now: Date,
): DeploymentCondition {
  const time = timestamp(now);
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/** A condition whose status stays keeps the time of its transition (`SetDeploymentCondition`). */
export function setCondition(
  conditions: Conditions,
  condition: DeploymentCondition,
): readonly DeploymentCondition[] {
  const current = conditionOf(conditions, condition.type);
  if (current?.status !== condition.status) return withCondition(conditions, condition);
  const { lastTransitionTime } = current;
  const since = lastTransitionTime === undefined ? {} : { lastTransitionTime };
  return withCondition(conditions, { ...condition, ...since });
}

/** The condition of a ReplicaSet as one of its Deployment. */
export function fromReplicaSet(condition: Condition): DeploymentCondition {
  const { lastTransitionTime } = condition;
  return { ...condition, ...(lastTransitionTime && { lastUpdateTime: lastTransitionTime }) };
}

export function progressDeadlineMs({ spec }: Deployment): number | undefined {
  const { progressDeadlineSeconds: seconds } = spec;
  return seconds === undefined || seconds === maxInt32 ? undefined : seconds * 1_000;
}

export function historyLimit({ spec }: Deployment): number | undefined {
  const { revisionHistoryLimit: limit } = spec;
  return limit === maxInt32 ? undefined : limit;
}
