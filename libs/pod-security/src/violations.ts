import type { Forbidden } from './control.js';
import { controlsAt } from './controls-at.js';
import { type PodSecurityLevel, podSecurityLevels } from './level.js';
import type { LevelVersion } from './level-version.js';
import type { Pod } from './pod.js';
import type { PolicyVersion } from './policy-version.js';

/** What a pod, or the template of one, does that a level forbids. */
export interface Violation extends Forbidden {
  /** Upstream's check ID, such as `hostPorts`. */
  readonly control: string;
}

/** In upstream's order; empty for a pod that keeps to the level. */
export function violations(pod: Pod, asked: LevelVersion): Violation[] {
  return controlsAt(asked).flatMap(({ control, check }) => {
    const forbidden = check(pod);
    return forbidden === undefined ? [] : [{ control: control.id, ...forbidden }];
  });
}

/** The strictest level a pod meets. */
export function levelOf(pod: Pod, version: PolicyVersion = 'latest'): PodSecurityLevel {
  const met = podSecurityLevels.findLast(
    (level) => violations(pod, { level, version }).length === 0,
  );
  return met ?? 'privileged';
}

/** `host ports, privileged`: as it is said of many pods. */
export function forbiddenReason(found: readonly Violation[]): string {
  return found.map(({ reason }) => reason).join(', ');
}

/** `host namespaces (hostPID=true), privileged (…)`: as it is said of one pod. */
export function forbiddenDetail(found: readonly Violation[]): string {
  return found
    .map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`))
    .join(', ');
}
