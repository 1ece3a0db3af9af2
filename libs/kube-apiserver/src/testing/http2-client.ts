import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { TestApiServer, TestRequest, TestResponse } from './test-api-server.js';

/** One HTTP/2 connection to the API server, as its system:masters client. */
export class Http2Client {
  private constructor(readonly session: ClientHttp2Session) {}

  static connect(server: TestApiServer): Http2Client {
    const { host, port, ...trust } = server.connectOptions;
    const session = connect(`https://${host}:${port}`, {
      ...trust,
      // Floods are to reach the server: this side holds nothing back.
      maxSendHeaderBlockLength: 2 ** 20,
    });
    // A connection that breaks is told by its streams.
    session.on('error', () => undefined);
    return new Http2Client(session);
  }

  open(headers: Readonly<Record<string, string>>): ClientHttp2Stream {
    return this.session.request(headers, { endStream: false });
  }

  request({ method = 'GET', path, body, headers }: TestRequest): Promise<TestResponse> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = text === undefined ? {} : { 'content-type': 'application/json' };
    const lowered = Object.entries(headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]);
    const own = { ':method': method, ':path': path, ...type, ...Object.fromEntries(lowered) };
    const stream = this.open(own);
    stream.end(text);
    return answerOf(stream);
  }

  close(): void {
    this.session.destroy();
  }
}

/** The whole answer; rejects where the stream was cut. */
export function answerOf(stream: ClientHttp2Stream): Promise<TestResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let headers: IncomingHttpHeaders & { ':status'?: number | undefined } = {};
    stream.on('response', (received) => {
      headers = received;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('close', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({
        status: headers[':status'] ?? 0,
        headers,
        text,
        get json() {
          return JSON.parse(text);
        },
      });
    });
  });
}
