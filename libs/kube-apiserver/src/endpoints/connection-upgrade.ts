import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The connection of a request that asks for another protocol on it (RFC 9110 §7.8). */
export interface ConnectionUpgrade {
  /**
   * Takes the connection from HTTP: from here on its new owner writes to it, the 101 to begin
   * with, and nothing can be answered any more. Only once.
   */
  take(): UpgradedConnection;
}

export interface UpgradedConnection {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What came with the request of the new protocol. */
  readonly head: Buffer;
}
