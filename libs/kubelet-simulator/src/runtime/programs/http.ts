import type { PortConnection } from '@drillyard/cluster';
import type { Process } from '../kernel/process.js';
import type { Accepted } from '../kernel/socket-table.js';
import { within } from '../kernel/within.js';

/** Longer requests and answers are cut off: they are held in memory. */
const messageBytesMax = 256 * 1024;

export interface HttpAnswer {
  readonly status: number;
  readonly statusLine: string;
  readonly head: string;
  readonly body: Uint8Array;
}

/**
 * Sends one request on a connection and reads the answer to its end.
 *
 * @param silenceMs how long the server may be silent
 * @throws Errno ETIMEDOUT
 */
export async function requestOver(
  process: Process,
  connection: PortConnection,
  request: string,
  silenceMs?: number,
): Promise<HttpAnswer> {
  // A connection that is cut off is one that says nothing more.
  await process.wait(connection.write(Buffer.from(request)).catch(() => undefined));
  const chunks: Uint8Array[] = [];
  let size = 0;
  const input = connection.output[Symbol.asyncIterator]();
  for (;;) {
    const next = await within(
      process,
      silenceMs,
      input.next().catch(() => undefined),
    );
    if (next === undefined || next.done || size > messageBytesMax) break;
    chunks.push(next.value);
    size += next.value.length;
    await process.step(1 + next.value.length / 1024);
    if (isWhole(Buffer.concat(chunks))) break;
  }
  connection.close();
  const whole = Buffer.concat(chunks);
  const end = whole.indexOf('\r\n\r\n');
  const head = whole.subarray(0, Math.max(end, 0)).toString('latin1');
  const [statusLine = ''] = head.split('\r\n');
  const body = whole.subarray(end + 4);
  return {
    status: Number(statusLine.split(' ')[1] ?? 0),
    statusLine,
    head,
    body: isChunked(head) ? dechunk(body) : body,
  };
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const head = bytes.subarray(0, end).toString('latin1');
  const length = /^content-length:\s*(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return bytes.length >= end + 4 + Number(length);
  return isChunked(head) && bytes.subarray(-5).toString('latin1') === '0\r\n\r\n';
}

const isChunked = (head: string) => /^transfer-encoding:\s*chunked/im.test(head);

function dechunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString('latin1'), 16);
    if (end < 0 || !(size > 0)) break;
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
  return Buffer.concat(parts);
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly from: string;
  readonly userAgent: string;
  /** As long as its Content-Length says, cut off where it is too long. */
  readonly body: string;
}
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/** Answers the one request of a connection. */
export async function answer(
  process: Process,
  { input, output, from }: Accepted,
  server: string,
  respond: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> {
  const text = await readRequest(process, input);
  const [method = '', target = '/'] = (text.split('\r\n')[0] ?? '').split(' ');
  if (method === '') return output.end();
  const isReadable = isText(text);
  const url = URL.canParse(target, 'http://host')
    ? new URL(target, 'http://host')
    : new URL('http://host/');
  const userAgent = /^user-agent:\s*(.+?)\r?$/im.exec(text)?.[1] ?? '-';
  const {
    status,
    body,
    type = 'text/plain; charset=utf-8',
  } = isReadable
    ? await respond({
        method,
        path: decodePath(url.pathname),
        query: url.searchParams,
        from,
        userAgent,
        body: Buffer.from(text.split(/\r\n\r\n(.*)/s)[1] ?? '', 'latin1').toString('utf8'),
      })
    : { status: 400, body: '400 Bad Request\n' };
  const head = `HTTP/1.1 ${status} ${reasons[status] ?? ''}\r\nServer: ${server}\r\nDate: ${process.kernel.now().toUTCString()}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n`;
  await output.write(Buffer.from(head + (method === 'HEAD' ? '' : body)), process.isGone);
  output.end();
}

/** Head and body, a byte a character. */
async function readRequest(process: Process, input: Accepted['input']): Promise<string> {
  let text = '';
  for (let wanted = messageBytesMax; text.length < Math.min(wanted, messageBytesMax); ) {
    const bytes = await process.wait(input.read(16 * 1024, process.isGone));
    if (!bytes) break;
    await process.step(1 + bytes.length / 1024);
    text += Buffer.from(bytes).toString('latin1');
    if (!isText(text)) break;
    const end = text.indexOf('\r\n\r\n');
    if (end >= 0) wanted = end + 4 + Number(/^content-length:\s*(\d+)/im.exec(text)?.[1] ?? 0);
  }
  return text;
}

/** TLS, for one, does not begin as a request does. */
function isText(request: string): boolean {
  const first = request.charCodeAt(0);
  return (first >= 0x20 && first < 0x7f) || /^\s/.test(request);
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
