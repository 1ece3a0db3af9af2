import { type LevelVersion, privileged, sameLevelVersion } from './level-version.js';

/** Refuse, write into the audit log, warn: each mode has a level and a version of its own. */
export const policyModes = ['enforce', 'audit', 'warn'] as const;

export type PolicyMode = (typeof policyModes)[number];

/** What a namespace asks of its pods. */
export type Policy = Readonly<Record<PolicyMode, LevelVersion>>;

/** What upstream asks where nobody says anything. */
export const privilegedPolicy: Policy = {
  enforce: privileged,
  audit: privileged,
  warn: privileged,
};

export function isFullyPrivileged(policy: Policy): boolean {
  return policyModes.every((mode) => policy[mode].level === 'privileged');
}

/** Whether both ask the same of every pod; of privileged, all versions are alike. */
export function equivalentPolicies(a: Policy, b: Policy): boolean {
  return policyModes.every(
    (mode) =>
      sameLevelVersion(a[mode], b[mode]) ||
      (a[mode].level === 'privileged' && b[mode].level === 'privileged'),
  );
}
