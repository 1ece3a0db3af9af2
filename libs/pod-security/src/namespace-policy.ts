import { compareLevels, levelMistake, type PodSecurityLevel, parseLevel } from './level.js';
import type { LevelVersion } from './level-version.js';
import type { Policy, PolicyMode } from './policy.js';
import { parseVersion, versionMistake } from './policy-version.js';

/** The prefix of the labels, and of the keys in the audit log. */
export const podSecurityPrefix = 'pod-security.kubernetes.io/';

/** Such as `pod-security.kubernetes.io/enforce`. */
export function levelLabel(mode: PolicyMode): string {
  return `${podSecurityPrefix}${mode}`;
}

/** Such as `pod-security.kubernetes.io/enforce-version`. */
export function versionLabel(mode: PolicyMode): string {
  return `${podSecurityPrefix}${mode}-version`;
}

/** A label nobody can follow; the detail is upstream's. */
export interface LabelMistake {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

export interface NamespacePolicy {
  readonly policy: Policy;
  readonly mistakes: readonly LabelMistake[];
}

type Labels = Readonly<Record<string, string>>;

/**
 * A mistake in the enforced level must not open the door, so it counts as restricted; what audit
 * and warn ask by mistake is not asked.
 */
const levelOnMistake: Readonly<Record<PolicyMode, PodSecurityLevel>> = {
  enforce: 'restricted',
  audit: 'privileged',
  warn: 'privileged',
};

/**
 * What the labels of a namespace ask, and the defaults where they are silent. Answers with a policy
 * also where labels are mistaken (pod-security-admission `api.PolicyToEvaluate`).
 */
export function namespacePolicy(labels: Labels, defaults: Policy): NamespacePolicy {
  const mistakes: LabelMistake[] = [];
  const read = (mode: PolicyMode) => readMode(labels, mode, defaults[mode], mistakes);
  const [enforce, audit, warn] = [read('enforce'), read('audit'), read('warn')];
  return { policy: { enforce, audit, warn: warnLikeEnforce(labels, enforce, warn) }, mistakes };
}

function readMode(
  labels: Labels,
  mode: PolicyMode,
  defaults: LevelVersion,
  mistakes: LabelMistake[],
): LevelVersion {
  let { level, version } = defaults;
  const [levelText, versionText] = [labels[levelLabel(mode)], labels[versionLabel(mode)]];
  if (levelText !== undefined) {
    const parsed = parseLevel(levelText);
    if (parsed === undefined) {
      mistakes.push({ label: levelLabel(mode), value: levelText, detail: levelMistake });
    }
    level = parsed ?? levelOnMistake[mode];
  }
  if (versionText !== undefined) {
    const parsed = parseVersion(versionText);
    if (parsed === undefined) {
      mistakes.push({ label: versionLabel(mode), value: versionText, detail: versionMistake });
    }
    version = parsed ?? 'latest';
  }
  return { level, version };
}

/** Who sets the enforced level alone also wants to hear of workloads whose pods it will refuse. */
function warnLikeEnforce(labels: Labels, enforce: LevelVersion, warn: LevelVersion): LevelVersion {
  const isEnforced = parseLevel(labels[levelLabel('enforce')] ?? '') !== undefined;
  if (labels[levelLabel('warn')] !== undefined || !isEnforced) return warn;
  if (compareLevels(enforce.level, warn.level) <= 0) return warn;
  const hasVersion = labels[versionLabel('warn')] !== undefined;
  return hasVersion ? { level: enforce.level, version: warn.version } : enforce;
}
