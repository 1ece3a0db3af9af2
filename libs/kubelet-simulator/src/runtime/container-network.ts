import type { PortConnection } from '@drillyard/cluster';
import type { SocketTable } from './kernel/socket-table.js';

export type TransportProtocol = 'TCP' | 'UDP';

/**
 * The network as one pod sees it. Who may reach whom, and what a name means, is the cluster's to
 * decide; whether a process may open the socket at all is the runtime's.
 */
export interface ContainerNetwork {
  /**
   * Who listens on which port of the pod: its containers share it, and pods on the network of their
   * node share the node's. Without one a container is alone.
   */
  readonly sockets?: SocketTable;
  /**
   * Asks the DNS server at an address for the addresses of a whole name (no search list); empty
   * where there is none of that name.
   */
  resolve(name: string, server: string): Promise<readonly string[] | 'timed-out'>;
  /** Of UDP: what is sent to nobody is silence, or refused. */
  connect(
    address: string,
    port: number,
    protocol?: TransportProtocol,
  ): Promise<PortConnection | ConnectFailure>;
  /** Whether an echo request comes back. */
  ping(address: string): Promise<'reply' | 'no-reply' | 'unreachable'>;
}

/** `ECONNREFUSED`, silence (a policy drops packets), `EHOSTUNREACH`. */
export type ConnectFailure = 'refused' | 'timed-out' | 'unreachable';
