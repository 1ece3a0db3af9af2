/**
 * What a cluster can do beyond the Kubernetes API. A lab lists what it `requires`; a provider
 * lists what its clusters have; together they decide which provider can run the lab.
 */
export const capabilities = [
  /** Containers run for real: exec, logs and what a process may do. */
  'containers',
  /** Pods have a network and NetworkPolicy is enforced. */
  'cni',
  /** A shell on the cluster's nodes. */
  'node-shell',
  /** The control plane is configured by static pod manifests on its node. */
  'static-pods',
  /** Nodes reach private-registry.example.com, which lets in who has its account. */
  'private-registry',
  /** metrics.k8s.io is served, so that `kubectl top` has something to say. */
  'metrics',
  /** Clusters differ as `ClusterSettings` says: version, feature gates, flags, network. */
  'cluster-settings',
] as const;

export type Capability = (typeof capabilities)[number];
