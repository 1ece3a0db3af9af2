/** A connection to be tried in the cluster, from inside the network of a pod. */
export interface ConnectionAttempt {
  readonly from: {
    /** The Node object's name. */
    readonly node: string;
    /** By which the pod's network is found on its node. */
    readonly address: string;
  };
  readonly to: { readonly address: string; readonly port: number };
  readonly protocol: 'TCP' | 'UDP';
}

/**
 * What came of it: `reached` where the other end answered, if only to refuse; `silent` where
 * nothing came back in time; `unknown` where nobody can tell, such as for a pod that is gone, or for
 * a datagram that nobody answers.
 */
export type AttemptResult = 'reached' | 'silent' | 'unknown';

/**
 * Tries connections in a cluster whose containers run for real, without a program in any image and
 * without changing anything in the cluster. Absent where the network is the one that the policies
 * are evaluated for anyway.
 */
export interface NetworkProbe {
  /**
   * One result for each attempt, in their order; all are made side by side.
   * @throws OperationalError PROBE_FAILED where none could be made.
   */
  attempt(
    attempts: readonly ConnectionAttempt[],
    signal?: AbortSignal,
  ): Promise<readonly AttemptResult[]>;

  /** Waits about as long as the network takes to follow the policies of the cluster. */
  settle(signal?: AbortSignal): Promise<void>;
}
