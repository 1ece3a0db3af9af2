import type { PodSecuritySpec } from '@drillyard/lab-spec';
import {
  capabilityName,
  containersOf,
  type Effective,
  type EffectiveSecurityContext,
  effectiveSecurityContext,
  grantedCapabilities,
  type Pod,
} from '@drillyard/pod-security';
import { type CheckOutcome, failed } from '../check-outcome.js';
import { isSameSet, list } from '../credentials/judge-names.js';

type Wanted = NonNullable<PodSecuritySpec['effective']>;

const origins = {
  pod: 'as the pod says',
  container: 'as the container says',
  image: 'as the image says',
  default: 'as nobody says otherwise',
} as const;

/** Undefined where every container that is asked about runs with what it should. */
export function judgeEffective(pod: Pod, wanted: Wanted, object: string): CheckOutcome | undefined {
  const all = containersOf(pod);
  const containers =
    wanted.container === undefined ? all : all.filter(({ name }) => name === wanted.container);
  if (containers.length === 0) {
    return failed(`${object} has no container ${wanted.container ?? ''}.`, {
      expected: `a container ${wanted.container ?? ''}`,
      actual: list(all.map(({ name = '' }) => name)),
    });
  }
  for (const container of containers) {
    const effective = effectiveSecurityContext(pod, container);
    const where = `The container ${container.name} of ${object}`;
    const outcome =
      judgeFields(effective, wanted, where) ?? judgeCapabilities(effective, wanted, where);
    if (outcome?.status === 'failed') {
      const message = outcome.actual ?? outcome.reason;
      const fieldPath = `containers{${container.name}}`;
      return { ...outcome, evidence: [{ object, fieldPath, message }] };
    }
  }
  return undefined;
}

const fields = [
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'fsGroup',
  'privileged',
  'allowPrivilegeEscalation',
  'readOnlyRootFilesystem',
] as const;

function judgeFields(
  effective: EffectiveSecurityContext,
  wanted: Wanted,
  where: string,
): CheckOutcome | undefined {
  for (const field of fields) {
    const expected = wanted[field];
    if (expected === undefined) continue;
    const { value, origin }: Effective<unknown> = effective[field];
    // Only the image knows its user; that none is set is not the same as user 0.
    const isOpen = field === 'runAsUser' && origin === 'default';
    if (!isOpen && String(value) === String(expected)) continue;
    return failed(`${where} does not run with the ${field} it should.`, {
      expected: String(expected),
      actual: isOpen ? "not set: the image's user" : `${value ?? 'not set'}, ${origins[origin]}`,
    });
  }
  const { seccompProfile } = effective;
  if (wanted.seccompProfile === undefined || wanted.seccompProfile === seccompProfile.value.type) {
    return undefined;
  }
  return failed(`${where} runs with another seccomp profile.`, {
    expected: wanted.seccompProfile,
    actual: `${seccompProfile.value.type}, ${origins[seccompProfile.origin]}`,
  });
}

function judgeCapabilities(
  effective: EffectiveSecurityContext,
  { capabilities }: Wanted,
  where: string,
): CheckOutcome | undefined {
  if (capabilities === undefined) return undefined;
  const granted = grantedCapabilities(effective);
  const { exactly, has = [], lacks = [] } = capabilities;
  const missing = has.map(capabilityName).filter((name) => !granted.includes(name));
  if (missing.length > 0) {
    return failed(`${where} lacks a capability it needs.`, {
      expected: list(missing),
      actual: list(granted),
    });
  }
  const excess = lacks.map(capabilityName).filter((name) => granted.includes(name));
  if (excess.length > 0) {
    return failed(`${where} has a capability it should not have.`, {
      expected: `without ${list(excess)}`,
      actual: list(granted),
    });
  }
  if (exactly === undefined || isSameSet(exactly.map(capabilityName), granted)) return undefined;
  return failed(`${where} has other capabilities than it should.`, {
    expected: list(exactly),
    actual: list(granted),
  });
}
