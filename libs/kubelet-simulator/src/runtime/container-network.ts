import type { PortConnection } from '@drillyard/cluster';

/**
 * The network as one pod sees it. Who may reach whom, and what a name means, is the cluster's to
 * decide; whether a process may open the socket at all is the runtime's.
 */
export interface ContainerNetwork {
  /** Addresses of a fully qualified name (no search list); empty where there is none of that name. */
  resolve(name: string): Promise<readonly string[] | 'timed-out'>;
  connect(address: string, port: number): Promise<PortConnection | ConnectFailure>;
  /** Whether an echo request comes back. */
  ping(address: string): Promise<'reply' | 'no-reply' | 'unreachable'>;
}

/** `ECONNREFUSED`, silence (a policy drops packets), `EHOSTUNREACH`. */
export type ConnectFailure = 'refused' | 'timed-out' | 'unreachable';
