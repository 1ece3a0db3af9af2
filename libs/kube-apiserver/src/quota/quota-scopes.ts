import type { GroupResource, KubeObject } from '@drillyard/kube-objects';
import { podQosClass } from '../registry/core/pod-qos.js';
import type { Draft } from '../registry/resource-strategy.js';

/** Whether an object is one of those a quota's scopes pick out; only pods have scopes. */
export function isInScopes(quota: KubeObject, of: GroupResource, object: KubeObject): boolean {
  const { scopes = [], scopeSelector } = (quota['spec'] ?? {}) as Draft;
  const requirements: Draft[] = [
    ...scopes.map((scopeName: string) => ({ scopeName, operator: 'Exists' })),
    ...(scopeSelector?.matchExpressions ?? []),
  ];
  if (requirements.length === 0) return true;
  if (of.group !== '' || of.resource !== 'pods') return false;
  const spec = (object['spec'] ?? {}) as Draft;
  return requirements.every((requirement) => podMatches(spec, requirement));
}

/** Upstream's `podMatchesScopeFunc`. */
function podMatches(spec: Draft, { scopeName, operator, values = [] }: Draft): boolean {
  switch (scopeName) {
    case 'Terminating':
      return isTerminating(spec);
    case 'NotTerminating':
      return !isTerminating(spec);
    case 'BestEffort':
      return podQosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return podQosClass(spec) !== 'BestEffort';
    case 'PriorityClass':
      return matchesPriorityClass(spec['priorityClassName'] ?? '', operator, values);
    case 'CrossNamespacePodAffinity':
      return affinityTerms(spec).some(
        ({ namespaces = [], namespaceSelector }) =>
          namespaces.length > 0 || namespaceSelector !== undefined,
      );
    default:
      return false;
  }
}

export function isTerminating({ activeDeadlineSeconds }: Draft): boolean {
  return activeDeadlineSeconds !== undefined && activeDeadlineSeconds >= 0;
}

function matchesPriorityClass(name: string, operator: string, values: string[]): boolean {
  switch (operator) {
    case 'In':
      return name !== '' && values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    case 'DoesNotExist':
      return name === '';
    default:
      return name !== '';
  }
}

function affinityTerms({ affinity = {} }: Draft): Draft[] {
  return [affinity.podAffinity, affinity.podAntiAffinity].flatMap((rules: Draft = {}) => [
    ...(rules['requiredDuringSchedulingIgnoredDuringExecution'] ?? []),
    ...(rules['preferredDuringSchedulingIgnoredDuringExecution'] ?? []).map(
      (weighted: Draft) => weighted['podAffinityTerm'] ?? {},
    ),
  ]);
}
