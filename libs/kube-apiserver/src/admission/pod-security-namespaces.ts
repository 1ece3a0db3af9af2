import { isDeepStrictEqual } from 'node:util';
import {
  compareLevels,
  equivalentPolicies,
  formatLevelVersion,
  isFullyPrivileged,
  type LabelMistake,
  type LevelVersion,
  levelLabel,
  type NamespacePolicy,
  namespacePolicy,
  type Policy,
  policyModes,
  sameLevelVersion,
  versionLabel,
} from '@drillyard/pod-security';
import { goQuote } from '@drillyard/rbac';
import { type FieldError, invalidValue } from '../registry/field-error.js';
import { invalid } from '../status-error.js';
import type { AdmissionAttributes } from './admission-plugin.js';

export interface NamespaceLabelsOptions {
  /** What is asked of namespaces without labels. */
  readonly defaults: Policy;
  readonly isExempt: boolean;
  readonly existingPodWarnings: (enforce: LevelVersion) => string[];
}

/**
 * Refuses Pod Security labels nobody can follow, and warns of what a change of them does not do:
 * an exempt namespace stays exempt, pods that are there stay there.
 */
export function validateNamespaceLabels(
  attributes: AdmissionAttributes,
  options: NamespaceLabelsOptions,
): void {
  const { operation, object, oldObject, kind, group, name, addWarning } = attributes;
  const labels = object?.metadata.labels ?? {};
  const { policy, mistakes } = namespacePolicy(labels, options.defaults);
  const refuse = () => invalid({ group, kind }, name, mistakes.map(fieldErrorOf));
  if (operation === 'CREATE') {
    if (mistakes.length > 0) throw refuse();
    if (options.isExempt) warnOfExemption(attributes, policy, options.defaults);
    return;
  }
  const old = namespacePolicy(oldObject?.metadata.labels ?? {}, options.defaults);
  if (mistakes.length > 0 && !isDeepStrictEqual(mistakes, old.mistakes)) throw refuse();
  if (!asksMore(policy.enforce, old)) return;
  if (options.isExempt) warnOfExemption(attributes, policy, options.defaults);
  else for (const text of options.existingPodWarnings(policy.enforce)) addWarning(text);
}

export function fieldErrorOf({ label, value, detail }: LabelMistake): FieldError {
  return invalidValue(`metadata.labels[${label}]`, value, detail);
}

/** Whether pods that were good enough may be so no longer. */
function asksMore(enforce: LevelVersion, { policy: old }: NamespacePolicy): boolean {
  if (enforce.level === 'privileged' || sameLevelVersion(enforce, old.enforce)) return false;
  const isSameVersion = enforce.version === old.enforce.version;
  return !isSameVersion || compareLevels(enforce.level, old.enforce.level) > 0;
}

function warnOfExemption(
  { name, object, addWarning }: AdmissionAttributes,
  policy: Policy,
  defaults: Policy,
): void {
  if (isFullyPrivileged(policy) || equivalentPolicies(policy, defaults)) return;
  const labels = object?.metadata.labels ?? {};
  const shown = policyModes
    .filter((mode) => policy[mode].level !== 'privileged')
    .filter((mode) => levelLabel(mode) in labels || versionLabel(mode) in labels)
    .map((mode) => `${mode}=${formatLevelVersion(policy[mode])}`);
  addWarning(
    `namespace ${goQuote(name)} is exempt from Pod Security, and the policy (${shown.join(', ')}) will be ignored`,
  );
}
