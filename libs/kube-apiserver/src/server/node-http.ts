import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import {
  constants,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Stream,
} from 'node:http2';
import type { HttpRequest, HttpResponse } from '../endpoints/exchange.js';

/** A request of either protocol. */
export class NodeHttpRequest implements HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly remoteAddress: string;

  private isRead = false;

  constructor(private readonly request: IncomingMessage | Http2ServerRequest) {
    this.method = request.method ?? 'GET';
    this.url = request.url ?? '/';
    this.headers = request.headers;
    this.rawHeaders = request.rawHeaders;
    this.remoteAddress = request.socket.remoteAddress ?? '';
  }

  /** Stopping early leaves the connection open: a refusal can still be answered. */
  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    this.isRead = true;
    return this.request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  }

  /**
   * Deals with what was sent and not read, once the request has been answered: a body nobody
   * wanted is read away so that the connection can go on, one that was too long ends it. For
   * HTTP/2 see `endUnsent`.
   */
  discardRest(): void {
    if (this.request.complete || 'stream' in this.request) return;
    if (this.isRead) this.request.destroy();
    let bytes = 0;
    this.request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > unreadBytesMax) this.request.destroy();
    });
  }
}

/** As Go's server: what is longer costs more to read than a new connection. */
const unreadBytesMax = 256 * 1024;

/** A response of either protocol. */
export class NodeHttpResponse implements HttpResponse {
  private readonly response: ServerResponse;
  private closed = false;
  private readonly headCallbacks: ((code: number) => void)[] = [];
  private readonly closeCallbacks: (() => void)[] = [];

  constructor(
    private readonly request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ) {
    // Node documents the HTTP/2 response as compatible with the HTTP/1.1 one; its type is not.
    this.response = response as ServerResponse;
    this.response.once('close', () => this.onClosed());
    // A client that went away is told by 'close'.
    this.response.on('error', () => undefined);
    this.request.on('error', () => undefined);
    if ('stream' in request) request.stream.once('finish', () => endUnsent(request.stream));
  }

  get headersSent(): boolean {
    return this.response.headersSent;
  }
  get statusCode(): number {
    return this.response.statusCode;
  }
  get writableLength(): number {
    const { socket } = this.request;
    return this.response.writableLength + ('stream' in this.request ? 0 : socket.writableLength);
  }
  setHeader(name: string, value: string | readonly string[]): void {
    this.response.setHeader(name, value);
  }
  writeHead(code: number): void {
    this.begin(code);
    this.response.writeHead(code);
  }
  flushHeaders(): void {
    this.response.flushHeaders();
  }
  write(chunk: string | Buffer): boolean {
    return this.response.write(chunk);
  }
  end(chunk?: string | Buffer): void {
    this.response.end(chunk);
  }
  onDrain(callback: () => void): void {
    this.response.once('drain', callback);
  }
  /** Cuts the connection, or its one stream of HTTP/2, so that the client knows of it. */
  destroy(): void {
    // Not the request: over HTTP/2 that leaves its stream open.
    this.response.destroy(new Error('the answer was cut off'));
  }
  onHead(callback: (code: number) => void): void {
    this.headCallbacks.push(callback);
  }
  onClose(callback: () => void): void {
    if (this.closed) callback();
    else this.closeCallbacks.push(callback);
  }

  protected begin(code: number): void {
    for (const callback of this.headCallbacks.splice(0)) callback(code);
  }

  protected onClosed(): void {
    this.closed = true;
    for (const callback of this.closeCallbacks.splice(0)) callback();
  }
}

/** How long an answer that is written may take to leave, before it is looked at again. */
const endUnsentIntervalMs = 10;

/**
 * Ends a stream whose client has been answered and may still send: it would stay open for as long.
 * Not before the end of the answer is on its way, which 'finish' does not tell: clients would take
 * the answer for cut off, and Node 20 may write empty frames for ever.
 */
function endUnsent(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  const { state } = stream.state;
  if (state === constants.NGHTTP2_STREAM_STATE_HALF_CLOSED_LOCAL) {
    stream.close(constants.NGHTTP2_NO_ERROR);
  } else if (state === constants.NGHTTP2_STREAM_STATE_OPEN) {
    setTimeout(endUnsent, endUnsentIntervalMs, stream).unref();
  }
}
