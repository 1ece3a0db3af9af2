/**
 * `podSecurity`: which level of the Pod Security Standards pods keep to and a namespace enforces, and
 * the security context every container ends up with (pod and container merged as the kubelet does it).
 *
 * For what makes pods, such as a Deployment, its template counts: what it will make, not what is left.
 */
import type { KubeObject } from '@drillyard/kube-objects';
import type { PodSecuritySpec } from '@drillyard/lab-spec';
import {
  compareLevels,
  forbiddenDetail,
  namespacePolicy,
  type PolicyVersion,
  parseVersion,
  privilegedPolicy,
  violations,
} from '@drillyard/pod-security';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, passed } from '../check-outcome.js';
import { judgeEffective } from '../pod-security/judge-effective.js';
import { podOf } from '../pod-security/pod-template.js';
import { describeObject } from '../resource/describe-object.js';
import { describeWanted, findObjects } from '../resource/find-objects.js';

const apiVersions = {
  Pod: 'v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
} as const;

export const podSecurityCheck: CheckEvaluator<'podSecurity'> = {
  kind: 'podSecurity',

  async evaluate({ spec }, { cluster }) {
    const { namespace, enforces } = spec;
    if (enforces !== undefined) {
      const object = await cluster.find({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
      const outcome = judgeNamespace(spec, object);
      if (outcome !== undefined) return outcome;
    }
    if (spec.meets === undefined && spec.effective === undefined) return passed;
    const wanted = { ...spec, apiVersion: apiVersions[spec.kind] };
    const found = await findObjects(wanted, cluster);
    if (found.length === 0) {
      const what = describeWanted(wanted);
      return failed(`There is no ${what} yet.`, { expected: what, actual: 'none found' });
    }
    return found.map((object) => judgeObject(spec, object)).find(Boolean) ?? passed;
  },

  dependencies: ({ namespace, kind, enforces }) => ({
    objects: [
      { apiVersion: apiVersions[kind], kind, namespace },
      ...(enforces === undefined ? [] : [{ apiVersion: 'v1', kind: 'Namespace' }]),
    ],
  }),
};

function versionOf({ version }: PodSecuritySpec): PolicyVersion {
  return parseVersion(version) ?? 'latest';
}

function judgeNamespace(
  spec: PodSecuritySpec,
  object: KubeObject | undefined,
): CheckOutcome | undefined {
  const { namespace, enforces = 'privileged' } = spec;
  if (object === undefined) {
    const expected = `a namespace ${namespace}`;
    return failed(`There is no namespace ${namespace}.`, { expected, actual: 'none found' });
  }
  const { policy, mistakes } = namespacePolicy(object.metadata.labels ?? {}, privilegedPolicy);
  const [mistake] = mistakes.filter(({ label }) => label.includes('enforce'));
  if (mistake !== undefined) {
    return failed(`A Pod Security label of the namespace ${namespace} makes no sense.`, {
      expected: 'privileged, baseline or restricted; latest or a version such as v1.34',
      actual: `${mistake.label}=${mistake.value}`,
    });
  }
  const { level, version } = policy.enforce;
  if (compareLevels(level, enforces) < 0) {
    return failed(`The namespace ${namespace} lets in what the level ${enforces} forbids.`, {
      expected: `pod-security.kubernetes.io/enforce: ${enforces}`,
      actual: `it enforces ${level}`,
    });
  }
  if (spec.version === 'latest' || version === versionOf(spec)) return undefined;
  return failed(`The namespace ${namespace} enforces another version of the level.`, {
    expected: spec.version,
    actual: version,
  });
}

function judgeObject(spec: PodSecuritySpec, object: KubeObject): CheckOutcome | undefined {
  const pod = podOf(object);
  const name = describeObject(object);
  const { meets, effective } = spec;
  if (meets !== undefined) {
    const found = violations(pod, { level: meets, version: versionOf(spec) });
    if (found.length > 0) {
      return failed(`${name} does what the level ${meets} forbids.`, {
        expected: `nothing that ${meets} forbids`,
        actual: forbiddenDetail(found),
        evidence: found.map(({ control, detail, reason }) => ({
          object: name,
          message: `${control}: ${detail || reason}`,
        })),
      });
    }
  }
  return effective === undefined ? undefined : judgeEffective(pod, effective, name);
}
