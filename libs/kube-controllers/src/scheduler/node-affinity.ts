import { matchesLabels } from '@drillyard/kube-objects';
import type { Node, NodeSelectorTerm, PodSpec } from '../api/core.js';
import { requirementsOf } from '../selector.js';

/** Whether a node has what node selector and required affinity ask for (component-helpers `nodeaffinity`). */
export function matchesNode({ nodeSelector = {}, affinity }: PodSpec, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  const fits = Object.entries(nodeSelector).every(([key, value]) => labels[key] === value);
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!fits || required === undefined) return fits;
  return required.nodeSelectorTerms.some((term) => matchesTerm(term, node));
}

/** A term without any requirement matches nothing. */
export function matchesTerm(term: NodeSelectorTerm, { metadata }: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  const fields = { 'metadata.name': metadata.name ?? '' };
  return (
    matchesLabels(requirementsOf({ matchExpressions }), metadata.labels) &&
    matchesLabels(requirementsOf({ matchExpressions: matchFields }), fields)
  );
}

/** The nodes a pod names, where each of its terms names some: what daemon pods do. */
export function namedNodes({ affinity }: PodSpec): ReadonlySet<string> | undefined {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const names = new Set<string>();
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    const byName = matchFields.filter(
      ({ key, operator }) => key === 'metadata.name' && operator === 'In',
    );
    const [first, ...others] = byName.map(({ values = [] }) => values);
    if (first === undefined) return undefined;
    for (const name of first.filter((each) => others.every((names) => names.includes(each)))) {
      names.add(name);
    }
  }
  return required === undefined ? undefined : names;
}
