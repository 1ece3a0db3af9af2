import type { Pod, PodAffinityTerm } from '../api/core.js';
import { isEmptySelector, selects } from '../selector.js';
import { type FilterPlugin, resolvable, type Snapshot, unresolvable } from './filter.js';

const affinityFailed = "node(s) didn't match pod affinity rules";
const antiAffinityFailed = "node(s) didn't match pod anti-affinity rules";
const existingFailed = "node(s) didn't satisfy existing pods anti-affinity rules";

/** A node label and its value: where a rule holds, or must not. */
type Domains = ReadonlySet<string>;

/** Pods that want to be near, or far from, each other (plugins/interpodaffinity). */
export const interPodAffinity: FilterPlugin = {
  name: 'InterPodAffinity',
  prepare(pod, snapshot) {
    const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
    const near = podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const far = podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const refused = domainsThatRefuse(pod, snapshot);
    if (near.length === 0 && far.length === 0 && refused.size === 0) return undefined;
    const nearDomains = domainsOfAll(near, pod, snapshot);
    const farDomains = domainsOfAny(far, pod, snapshot);
    const isFirst =
      nearDomains.size === 0 && near.every((term) => matches(term, pod, pod, snapshot));
    return ({ node }) => {
      const { labels = {} } = node.metadata;
      const at = ({ topologyKey }: PodAffinityTerm) => domain(topologyKey, labels[topologyKey]);
      const hasKeys = near.every(({ topologyKey }) => labels[topologyKey] !== undefined);
      const isNear = hasKeys && (isFirst || near.every((term) => nearDomains.has(at(term))));
      if (!isNear) return unresolvable(affinityFailed);
      if (far.some((term) => farDomains.has(at(term)))) return resolvable(antiAffinityFailed);
      const entries = Object.entries(labels);
      const isRefused = entries.some(([key, value]) => refused.has(domain(key, value)));
      return isRefused ? resolvable(existingFailed) : undefined;
    };
  },
};

function domain(key: string, value: string | undefined): string {
  return `${key}=${value ?? ''}`;
}

/** Where there are pods that will not have this one beside them. */
function domainsThatRefuse(pod: Pod, snapshot: Snapshot): Domains {
  const domains = new Set<string>();
  for (const { node, pods } of snapshot.nodes) {
    for (const other of pods) {
      const { podAntiAffinity } = other.spec.affinity ?? {};
      for (const term of podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
        const value = node.metadata.labels?.[term.topologyKey];
        if (value === undefined || !matches(term, other, pod, snapshot)) continue;
        domains.add(domain(term.topologyKey, value));
      }
    }
  }
  return domains;
}

/** Where there are pods that match every term: one pod has to be all that is asked for. */
function domainsOfAll(terms: readonly PodAffinityTerm[], pod: Pod, snapshot: Snapshot): Domains {
  return collect(terms, snapshot, (_term, other) =>
    terms.every((each) => matches(each, pod, other, snapshot)),
  );
}

function domainsOfAny(terms: readonly PodAffinityTerm[], pod: Pod, snapshot: Snapshot): Domains {
  return collect(terms, snapshot, (term, other) => matches(term, pod, other, snapshot));
}

function collect(
  terms: readonly PodAffinityTerm[],
  { nodes }: Snapshot,
  is: (term: PodAffinityTerm, other: Pod) => boolean,
): Domains {
  const domains = new Set<string>();
  for (const term of terms) {
    for (const { node, pods } of nodes) {
      const value = node.metadata.labels?.[term.topologyKey];
      if (value === undefined || !pods.some((other) => is(term, other))) continue;
      domains.add(domain(term.topologyKey, value));
    }
  }
  return domains;
}

/** Whether a term of `owner` means `other`. */
function matches(term: PodAffinityTerm, owner: Pod, other: Pod, snapshot: Snapshot): boolean {
  const { namespaces = [], namespaceSelector, labelSelector } = term;
  const { namespace = '' } = other.metadata;
  const isOwnNamespace = namespaces.length === 0 && namespaceSelector === undefined;
  const isNamed = isOwnNamespace
    ? namespace === owner.metadata.namespace
    : namespaces.includes(namespace);
  const isSelected =
    namespaceSelector !== undefined &&
    (isEmptySelector(namespaceSelector) ||
      selects(namespaceSelector, snapshot.namespaceLabels(namespace)));
  return (isNamed || isSelected) && selects(labelSelector, other.metadata.labels);
}
