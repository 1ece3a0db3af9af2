import type { Clock } from '@drillyard/cluster';
import type { StorageLimits } from '@drillyard/kube-apiserver';

export interface EmbeddedClusterOptions {
  /** Keeps certificates and state, so that the next start goes on; in memory only without it. */
  readonly dataDir?: string;
  /** Where to listen; port 0 takes the port of the last run where it is free, else any. */
  readonly listen?: { readonly host: string; readonly port: number };
  /** Names the serving certificate is good for besides kubeadm's; fixed at the first start. */
  readonly apiServerNames?: readonly string[];
  /** Its controllers wait on it, and it is the time everywhere; the machine's without one. */
  readonly clock?: Clock;
  /** Writes the files of the control plane's node and follows them; needs a data folder. */
  readonly nodeFiles?: boolean;
  /** Without them nothing but the API server runs: for comparisons, and for whoever plays them. */
  readonly controllers?: boolean;
  /** Nodes besides the control plane's, which takes pods where there are none. */
  readonly workers?: number;
  /**
   * Offers metrics.k8s.io with simulated figures, which a cluster of kubeadm's does not; one that
   * ever did goes on with it.
   */
  readonly metrics?: boolean;
  /** Gives the cluster the DNS servers of kubeadm's addon; without them names need none. */
  readonly dns?: boolean;
  /**
   * Lets webhooks and OpenID providers that its flags name be anywhere on the host's network, and
   * not only in the cluster. Never where a learner may write its flags.
   */
  readonly reachesHost?: boolean;
  /** Without kubelets pods stay Pending: for comparisons, and for whoever plays them. */
  readonly kubelets?: boolean;
  /**
   * Flags of kube-apiserver, such as `--authorization-mode=RBAC`, in place of kubeadm's. Where the
   * files of a node are followed its manifest says them, and these are not looked at.
   */
  readonly apiserverArgs?: readonly string[];
  readonly limits?: StorageLimits;
  /** Hears of errors that are bugs, never of what the API refuses. */
  readonly onUnexpected?: (error: unknown) => void;
}
