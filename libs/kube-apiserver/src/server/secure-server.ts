import type { IncomingMessage } from 'node:http';
import { createSecureServer, type Http2SecureServer, type Http2Session } from 'node:http2';
import { type Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  TLSSocket,
} from 'node:tls';
import { OperationalError } from '@drillyard/errors';
import { Exchange } from '../endpoints/exchange.js';
import type { Handler } from '../endpoints/filter.js';
import { PendingBytes } from '../endpoints/pending-bytes.js';
import { NodeHttpRequest, NodeHttpResponse } from './node-http.js';
import { peerCertificates } from './peer-certificates.js';
import { UpgradeRequest, UpgradeResponse } from './upgrade-http.js';

/** Requests at a time on one HTTP/2 connection (apiserver `http2-max-streams-per-connection`). */
const concurrentStreamsMax = 250;
/** kubectl and Go clients keep idle connections for 90 seconds: the server must not be first. */
const keepAliveTimeoutMs = 120_000;
/** How long a client may take over its request's head; for bodies see `withRequestDeadline`. */
const headersTimeoutMs = 30_000;
/** Of a request's head, all in all (Go's `http.DefaultMaxHeaderBytes`). */
const headerBytesMax = 1024 * 1024;
/** Headers of one request; each is an object, so bytes alone are no bound. Clients send 20. */
const headersMax = 4_096;

/** The certificate the server shows, and the authorities whose client certificates it asks for. */
export type ServingCertificate = Required<Pick<SecureContextOptions, 'cert' | 'key' | 'ca'>> &
  Pick<SecureContextOptions, 'minVersion' | 'ciphers'>;

/** The certificate for a client that asks by that name; undefined: the usual one. */
export type CertificateByName = (serverName: string) => Promise<SecureContext | undefined>;

/** Go's default, where no flag says another. */
const minVersionDefault = 'TLSv1.2';

/**
 * HTTP/2 and HTTP/1.1 by ALPN over TLS, on one port of its own and on any other listener it is
 * given. A client certificate is asked for and never required: authentication judges it.
 */
export class SecureServer {
  private readonly server: Http2SecureServer;
  private readonly pending = new PendingBytes();
  private readonly sessions = new Set<Http2Session>();
  private readonly sockets = new Set<{ destroy(): unknown }>();
  private readonly accepted: { listener: Server; onConnection: (socket: unknown) => void }[] = [];

  constructor(
    private certificate: ServingCertificate,
    handler: Handler,
    byName?: CertificateByName,
  ) {
    this.server = createSecureServer({
      minVersion: minVersionDefault,
      ...certificate,
      allowHTTP1: true,
      requestCert: true,
      rejectUnauthorized: false,
      settings: { maxConcurrentStreams: concurrentStreamsMax, maxHeaderListSize: headerBytesMax },
      maxHeaderListPairs: headersMax,
      ...(byName && {
        SNICallback: (name: string, done: (error: Error | null, found?: SecureContext) => void) => {
          byName(name).then((found) => done(null, found), done);
        },
      }),
    });
    // The HTTP/1.1 half reads these off the server, as http.Server does; its type does not say so.
    Object.assign(this.server, {
      timeout: 0,
      requestTimeout: 0,
      keepAliveTimeout: keepAliveTimeoutMs,
      headersTimeout: headersTimeoutMs,
      maxHeaderSize: headerBytesMax,
      maxHeadersCount: headersMax,
    });
    this.server.on('request', (request, response) => {
      const certificates = peerCertificates(request);
      const question = new NodeHttpRequest(request);
      const answer = new NodeHttpResponse(request, response);
      answer.onClose(() => question.discardRest());
      // The chain answers every error by itself; what is left is a connection that broke.
      const exchange = new Exchange(question, answer, certificates, undefined, this.pending);
      handler(exchange).catch(() => answer.destroy());
    });
    this.server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      const answer = UpgradeResponse.of(request, socket, head);
      const certificates = peerCertificates(request);
      const exchange = new Exchange(new UpgradeRequest(request), answer, certificates, answer);
      handler(exchange).catch(() => socket.destroy());
    });
    this.trackConnections();
  }

  get address(): { host: string; port: number } {
    const address = this.server.address();
    if (address === null || typeof address === 'string') return { host: '', port: 0 };
    return { host: address.address, port: address.port };
  }

  /** Throws CLUSTER_PORT_UNAVAILABLE where the port is taken or not ours to take. */
  listen(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const onError = (cause: Error) => {
        const message = `cannot listen on ${host}:${port}: choose another port, or 0 for any free one`;
        reject(
          new OperationalError('CLUSTER_PORT_UNAVAILABLE', message, {
            cause,
            details: { host, port },
          }),
        );
      };
      this.server.once('error', onError);
      this.server.listen(port, host, () => {
        this.server.off('error', onError);
        resolve();
      });
    });
  }

  /** Serves the connections of another listener too, until this server or that one closes. */
  accept(listener: Server): void {
    const onConnection = (socket: unknown) => void this.server.emit('connection', socket);
    listener.on('connection', onConnection);
    this.accepted.push({ listener, onConnection });
  }

  /**
   * Serves one connection that comes over no listener, from that address. It speaks HTTP/1.1:
   * nobody who comes this way offers anything else.
   */
  serve(stream: Duplex, remoteAddress: string): void {
    const { server } = this;
    const socket = new TLSSocket(stream, {
      isServer: true,
      requestCert: true,
      rejectUnauthorized: false,
      secureContext: createSecureContext({ minVersion: minVersionDefault, ...this.certificate }),
    });
    // What a socket of a listener has, and one over a stream has not.
    Object.defineProperties(socket, {
      remoteAddress: { value: remoteAddress },
      server: { value: server },
    });
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('secure', () => server.emit('secureConnection', socket));
  }

  /** Uses another certificate for the connections to come. */
  setCertificate(certificate: ServingCertificate): void {
    this.certificate = certificate;
    this.server.setSecureContext({ minVersion: minVersionDefault, ...certificate });
  }

  /** Cuts every connection and frees the port. */
  async close(): Promise<void> {
    for (const { listener, onConnection } of this.accepted) {
      listener.off('connection', onConnection);
    }
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const session of this.sessions) session.destroy();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private trackConnections(): void {
    this.server.on('session', (session) => {
      this.sessions.add(session);
      session.once('close', () => this.sessions.delete(session));
      session.on('error', () => session.destroy());
    });
    this.server.on('secureConnection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    this.server.on('connection', (socket) => {
      // As Go does for every connection: the parts of a handshake do not wait for each other.
      if (socket instanceof Socket) socket.setNoDelay(true);
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    // A client that does not trust the certificate, or speaks no TLS: nobody to answer.
    this.server.on('tlsClientError', (_error, socket) => socket.destroy());
    this.server.on('clientError', refuseMalformed);
  }
}

/** What is no HTTP/1.1 is answered as Go's server does, before there is a request to speak of. */
function refuseMalformed(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const head = 'Content-Type: text/plain; charset=utf-8\r\nConnection: close';
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${status}`, () => socket.destroy());
}
