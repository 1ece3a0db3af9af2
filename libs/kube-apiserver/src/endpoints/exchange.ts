import type { IncomingHttpHeaders } from 'node:http';
import { AuditContext } from '../audit/audit-context.js';
import type { UserInfo } from '../authentication/authenticator.js';
import type { ConnectionUpgrade } from './connection-upgrade.js';
import { PendingBytes } from './pending-bytes.js';
import type { RequestInfo } from './request-info.js';

/** The part of Node's HTTP/1.1 and HTTP/2 requests that the handlers use. */
export interface HttpRequest extends AsyncIterable<Buffer> {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values by turns, with repeated headers apart. */
  readonly rawHeaders: readonly string[];
  /** Of the other end of the connection; empty where it has none. */
  readonly remoteAddress: string;
}

/** The part of Node's HTTP/1.1 and HTTP/2 responses that the handlers use. */
export interface HttpResponse {
  readonly headersSent: boolean;
  /** Of the answer, once it has begun. */
  readonly statusCode: number;
  /** Bytes written and not yet taken by the connection. */
  readonly writableLength: number;
  setHeader(name: string, value: string | readonly string[]): void;
  writeHead(code: number): void;
  /** Sends the head at once, before there is a body. */
  flushHeaders(): void;
  write(chunk: string | Buffer): boolean;
  end(chunk?: string | Buffer): void;
  /** Calls back once, when the connection has taken what `write` said was too much. */
  onDrain(callback: () => void): void;
  /** Cuts the connection (HTTP/1.1) or the stream (HTTP/2). */
  destroy(): void;
  /** Calls back once, when the answer begins, with its code. */
  onHead(callback: (code: number) => void): void;
  /** Calls back once, when the response is complete or the client went away. */
  onClose(callback: () => void): void;
}

/** One request on its way through the handler chain, and what the filters found out about it. */
export class Exchange {
  /** Decoded, such as `/api/v1/namespaces/default/pods`. */
  path = '';
  readonly query: URLSearchParams;
  requestInfo: RequestInfo = { isResourceRequest: false, path: '', verb: '', ...noResource };
  user: UserInfo = { name: 'system:anonymous', groups: ['system:unauthenticated'] };
  /** Who acts as the user, where it is somebody else. */
  impersonator: string | undefined;
  /** What an audit log is to say of it. */
  readonly audit = new AuditContext();
  /** How long the client may take to send its body; for ever where it is undefined. */
  timeoutMs: number | undefined;
  private readonly warnings = new Set<string>();

  constructor(
    readonly request: HttpRequest,
    readonly response: HttpResponse,
    /** Client certificate chain of the connection, leaf first, DER. */
    readonly clientCertificates: readonly Uint8Array[],
    /** Where the client asks for another protocol on its connection. */
    readonly upgrade?: ConnectionUpgrade,
    /** What the answers of this server keep for slow clients. */
    readonly pending = new PendingBytes(),
  ) {
    const mark = request.url.indexOf('?');
    this.query = new URLSearchParams(mark < 0 ? '' : request.url.slice(mark + 1));
  }

  header(name: string): string {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? '');
  }

  /** Every value of a header that may be repeated, such as Impersonate-Group. */
  headerValues(name: string): string[] {
    const { rawHeaders } = this.request;
    return rawHeaders.filter(
      (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
    );
  }

  /** Tells the client something in a Warning header (RFC 7234 §5.5, code 299); twice is once. */
  addWarning(message: string): void {
    if (this.response.headersSent) return;
    this.warnings.add(message);
    this.response.setHeader('Warning', [...this.warnings].map(warningHeader));
  }
}

const noResource = {
  apiPrefix: '',
  apiGroup: '',
  apiVersion: '',
  namespace: '',
  resource: '',
  subresource: '',
  name: '',
} as const;

/** Headers hold no control characters and, in Go's client, only what its parser can quote. */
function warningHeader(message: string): string {
  const printable = message.replace(/[^\x20-\x7e]/g, ' ').replace(/["\\]/g, '\\$&');
  return `299 - "${printable}"`;
}
