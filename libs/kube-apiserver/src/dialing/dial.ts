import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * Opens a connection for a request the server itself makes: of webhooks and of OpenID providers.
 * Whoever edits its flags chooses host and port. Rejects with a {@link DialError}.
 */
export type Dial = (host: string, port: number) => Promise<Duplex>;

/** A connection that could not be opened, in the words of Go's dialer (net `OpError`). */
export class DialError extends Error {
  static refused(host: string, port: number): DialError {
    return new DialError(`dial tcp ${endpoint(host, port)}: connect: connection refused`);
  }
  static unreachable(host: string, port: number): DialError {
    return new DialError(`dial tcp ${endpoint(host, port)}: connect: no route to host`);
  }
  static timedOut(host: string, port: number): DialError {
    return new DialError(`dial tcp ${endpoint(host, port)}: i/o timeout`);
  }
  /** @param server address of the resolver that was asked, where that is known */
  static unknownHost(host: string, server?: string): DialError {
    const where = server === undefined ? '' : ` on ${server}:53`;
    return new DialError(`dial tcp: lookup ${host}${where}: no such host`);
  }
}

function endpoint(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Nobody is reached: for servers whose flags strangers write, and who have no network of their own. */
export const dialNobody: Dial = async (host, port) => {
  throw DialError.refused(host, port);
};

/** Go's dialer gives up after so long (`net/http` DefaultTransport). */
const dialTimeoutMs = 30_000;

/** The host's own network: for a server whose flags its operator writes. */
export const dialHost: Dial = (host, port) => {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: dialTimeoutMs });
    socket.once('timeout', () => socket.destroy(DialError.timedOut(host, port)));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(DialError.refused(host, port));
      else reject(error.code === 'ENOTFOUND' ? DialError.unknownHost(host) : error);
    });
    socket.once('connect', () => {
      socket.setTimeout(0);
      resolve(socket);
    });
  });
};
