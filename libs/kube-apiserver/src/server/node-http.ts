import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { HttpRequest, HttpResponse } from '../endpoints/exchange.js';

/** A request of either protocol. */
export class NodeHttpRequest implements HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];

  constructor(private readonly request: IncomingMessage | Http2ServerRequest) {
    this.method = request.method ?? 'GET';
    this.url = request.url ?? '/';
    this.headers = request.headers;
    this.rawHeaders = request.rawHeaders;
  }

  /** Stopping early leaves the connection open: a refusal can still be answered. */
  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return this.request.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  }
}

/** A response of either protocol. */
export class NodeHttpResponse implements HttpResponse {
  private readonly response: ServerResponse;
  private closed = false;
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
  destroy(): void {
    this.request.destroy();
  }
  onClose(callback: () => void): void {
    if (this.closed) callback();
    else this.closeCallbacks.push(callback);
  }

  private onClosed(): void {
    this.closed = true;
    for (const callback of this.closeCallbacks) callback();
    // Whatever the client still sends of a request that has been answered is not wanted.
    if (!this.request.complete) this.request.destroy();
  }
}
