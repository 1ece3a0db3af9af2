import type { NetworkPolicy, NetworkPolicySpec } from '../network-policy.js';
import type { NetworkSnapshot, Pod } from '../network-snapshot.js';

type Labels = Record<string, string>;

/** `podOf('shop/web', { app: 'web' })` */
export function podOf(key: string, labels: Labels = {}, more: Partial<Pod> = {}): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...splitKey(key), labels }, ...more };
}

export function policyOf(key: string, spec: NetworkPolicySpec): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: splitKey(key),
    spec,
  };
}

/** Namespaces carry the label that the API server gives them, and those in `labels`. */
export function snapshotOf(
  parts: Omit<NetworkSnapshot, 'namespaces'>,
  labels: Readonly<Record<string, Labels>> = {},
): NetworkSnapshot {
  const names = new Set(
    [...parts.pods, ...parts.policies].map(({ metadata }) => metadata.namespace ?? 'default'),
  );
  const namespaces = [...names, ...Object.keys(labels)].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels[name] } },
  }));
  return { ...parts, namespaces };
}

export function splitKey(key: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}
