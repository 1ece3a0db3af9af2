import { timestamp } from '@drillyard/cluster';
import type { Job, JobCondition } from '../api/batch.js';
import { conditionOf } from '../conditions.js';

export function newJobCondition(
  type: string,
  reason: string,
  message: string,
  now: Date,
  status = 'True',
): JobCondition {
  const time = timestamp(now);
  return { type, status, lastProbeTime: time, lastTransitionTime: time, reason, message };
}

/** Complete or Failed, once it is either. */
export function finishedCondition({ status }: Job): JobCondition | undefined {
  return status?.conditions?.find(
    ({ type, status: state }) => (type === 'Complete' || type === 'Failed') && state === 'True',
  );
}

/** The terminal condition a Job's interim one leads to, with its reason and message. */
export function terminalCondition(interim: JobCondition, now: Date): JobCondition {
  const type = interim.type === 'SuccessCriteriaMet' ? 'Complete' : 'Failed';
  return newJobCondition(type, interim.reason ?? '', interim.message ?? '', now);
}

/** With the condition, where it is not there already in this state; undefined where it is. */
export function ensureCondition(
  conditions: readonly JobCondition[] = [],
  condition: JobCondition,
): readonly JobCondition[] | undefined {
  const current = conditionOf(conditions, condition.type);
  if (current === undefined) {
    return condition.status === 'True' ? [...conditions, condition] : undefined;
  }
  if (current.status === condition.status && current.reason === condition.reason) return undefined;
  return conditions.map((each) => (each.type === condition.type ? condition : each));
}
