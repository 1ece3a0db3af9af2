import { createSecureContext, type SecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { WebSocket } from 'ws';
import type { ClientCredentials } from './cluster-client.js';
import type { ClusterAccess } from './kubeconfig.js';
import { servedCertificates } from './served-certificates.js';
import { unreachable } from './unreachable.js';

/** Carries requests to one API server as one identity. */
export interface KubeTransport {
  send(request: TransportRequest): Promise<TransportResponse>;
  /** Begins to open a websocket, in the first of the sub-protocols that the server knows. */
  openWebSocket(path: string, protocols: readonly string[]): WebSocket;
  /** The certificates the server shows a client that asks for no name, PEM, its own first. */
  servedCertificates(): Promise<string>;
  /** To the same server, as somebody else. Throws what the TLS library says of unusable PEM. */
  withCredentials(credentials: ClientCredentials): KubeTransport;
  /** The authorities the server's certificate is checked against, PEM. */
  readonly certificateAuthority: string | undefined;
  close(): Promise<void>;
}

export interface TransportRequest {
  readonly method: string;
  readonly path: string;
  /** An array is sent as one header line for each value. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Watches hold a connection each; more of them than any lab watches, few enough to notice a leak. */
const connectionsMax = 64;
/** An API server that has not begun to answer by then is not going to: the caller tries again. */
const answerLimitMs = 30_000;

/** HTTP/1.1 over TLS with the client certificate or token of a kubeconfig. */
export class HttpsTransport implements KubeTransport {
  readonly #agent: Agent;
  readonly #access: ClusterAccess;

  /**
   * @param context What the certificates and the key of `access` come to, where that is at hand:
   *   making it costs as much as a handshake. Else it is made once, with the first connection,
   *   which fails where it cannot be made.
   * @param connections At a time; components that watch every resource need more than others.
   */
  constructor(
    access: ClusterAccess,
    context?: SecureContext,
    connections: number = connectionsMax,
  ) {
    this.#access = access;
    this.#agent = new Agent({
      connections,
      headersTimeout: answerLimitMs,
      bodyTimeout: 0,
      connect: connectorTo(access, context),
    });
  }

  get certificateAuthority(): string | undefined {
    return this.#access.ca;
  }

  withCredentials(credentials: ClientCredentials): KubeTransport {
    const { server, ca, tlsServerName, namespace } = this.#access;
    if ('clientCertificate' in credentials) {
      // Here a key that does not belong to the certificate is named; connecting would only fail.
      createSecureContext({ cert: credentials.clientCertificate, key: credentials.clientKey });
    }
    return new HttpsTransport({
      ...{ server, namespace, ...credentials },
      ...(ca === undefined ? {} : { ca }),
      ...(tlsServerName === undefined ? {} : { tlsServerName }),
    });
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const { token, server } = this.#access;
    try {
      const { statusCode, headers, body } = await this.#agent.request({
        origin: server,
        path: request.path,
        method: request.method as Dispatcher.HttpMethod,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...request.headers,
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      return { status: statusCode, headers, body: readThrough(body, server, request.signal) };
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw unreachable(server, cause);
    }
  }

  openWebSocket(path: string, protocols: readonly string[]): WebSocket {
    const { server, token, ca, clientCertificate, clientKey, tlsServerName } = this.#access;
    return new WebSocket(`${server.replace(/^http/, 'ws')}${path}`, [...protocols], {
      handshakeTimeout: answerLimitMs,
      perMessageDeflate: false,
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      ...(ca === undefined ? {} : { ca }),
      ...(clientCertificate === undefined ? {} : { cert: clientCertificate }),
      ...(clientKey === undefined ? {} : { key: clientKey }),
      ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
    });
  }

  servedCertificates(): Promise<string> {
    return servedCertificates(this.#access.server);
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

function connectorTo(access: ClusterAccess, context?: SecureContext): buildConnector.connector {
  let connector: buildConnector.connector | undefined;
  return (options, callback) => {
    connector ??= buildConnector({
      timeout: answerLimitMs,
      secureContext: context ?? contextOf(access),
      ...(access.tlsServerName === undefined ? {} : { servername: access.tlsServerName }),
    });
    connector(options, callback);
  };
}

function contextOf({ ca, clientCertificate, clientKey }: ClusterAccess): SecureContext {
  return createSecureContext({
    ...(ca === undefined ? {} : { ca }),
    ...(clientCertificate === undefined ? {} : { cert: clientCertificate }),
    ...(clientKey === undefined ? {} : { key: clientKey }),
  });
}

/** The body as it comes; a connection that breaks in the middle is a server that is unreachable. */
async function* readThrough(
  body: AsyncIterable<Uint8Array>,
  server: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable(server, cause);
  }
}
