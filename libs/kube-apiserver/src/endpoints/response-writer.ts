import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { KubeStatus } from '@drillyard/kube-objects';
import { encodeProtobuf, serialize } from '@drillyard/kube-schema';
import { FairTurns } from '../fair-turns.js';
import { tooManyRequests } from '../status-error.js';
import type { Exchange } from './exchange.js';
import type { OutputMediaType } from './media-type.js';
import { longArrayOf, serializeList } from './serialize-list.js';
import { yamlAnswer } from './yaml-answer.js';

/** Below this a response is not worth compressing (apiserver `defaultGzipThresholdBytes`). */
const gzipThresholdBytes = 128 * 1024;
/** Speed over size, as upstream: level 1 halves the time for a few per cent more bytes. */
const gzipLevel = 1;

/** A client that takes nothing of its answer for so long has gone away. */
const stallTimeoutMs = 60_000;
/** Larger answers are written bit by bit: what the client has not taken yet costs no copy. */
const portionBytes = 256 * 1024;
/** When a client may try again that was one too many. */
const retryAfterSeconds = 1;

const gzipAsync = promisify(gzip);

/** Answers with an object in the negotiated format; `text` writes it where that is plain JSON. */
export async function writeObject(
  exchange: Exchange,
  code: number,
  object: unknown,
  { format, parameters = '', pretty }: OutputMediaType = { format: 'json' },
  text?: () => string,
): Promise<void> {
  exchange.audit.logResponseObject(object);
  if (format === 'protobuf') {
    const bytes = Buffer.from(encodeProtobuf(Object(object)));
    return writeBody(exchange, code, `application/vnd.kubernetes.protobuf${parameters}`, bytes);
  }
  if (format === 'yaml') {
    const text = await yamlAnswer(object);
    return writeBody(exchange, code, `application/yaml${parameters}`, text);
  }
  const options = { pretty: pretty === true || isPretty(exchange) };
  const long = longArrayOf(object);
  if (long) {
    const bytes = await serializeList(Object(object), long, options);
    return writeBody(exchange, code, `application/json${parameters}`, bytes);
  }
  const json = text === undefined || options.pretty ? serialize(object, options) : text();
  return writeBody(exchange, code, `application/json${parameters}`, json);
}

/** Answers with text or bytes, compressed where the client can take it and it is worth it. */
export async function writeBody(
  exchange: Exchange,
  code: number,
  contentType: string,
  body: string | Buffer,
): Promise<void> {
  const { response } = exchange;
  let bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const isCompressed = bytes.length > gzipThresholdBytes && acceptsGzip(exchange);
  if (isCompressed) bytes = await gzipAsync(bytes, { level: gzipLevel });
  const isLarge = bytes.length > portionBytes && exchange.request.method !== 'HEAD';
  if (isLarge) reserve(exchange, bytes.length);
  if (isCompressed) {
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
  }
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', String(bytes.length));
  response.writeHead(code);
  if (isLarge) return writeInPortions(exchange, bytes);
  response.end(exchange.request.method === 'HEAD' ? undefined : bytes);
}

export function writeStatus(
  exchange: Exchange,
  status: KubeStatus,
  output: OutputMediaType = { format: 'json' },
): Promise<void> {
  return writeObject(exchange, status.code ?? 200, status, output);
}

/** Asked for, or sent to a tool that shows it to a human as it is. */
function isPretty(exchange: Exchange): boolean {
  const asked = exchange.query.get('pretty');
  if (asked !== null && asked !== '') return /^(1|t|true)$/i.test(asked);
  return /^(curl|Wget|Mozilla\/5\.0)/.test(exchange.header('user-agent'));
}

export function acceptsGzip(exchange: Exchange): boolean {
  return /(^|[,\s])gzip\b(?!\s*;\s*q=0(\.0*)?(,|$))/.test(exchange.header('accept-encoding'));
}

/** Throws 429 where too much waits for slow clients already. */
function reserve({ pending }: Exchange, bytes: number): void {
  if (pending.take(bytes)) return;
  throw tooManyRequests(
    'too many answers are waiting to be read: read them, or ask for less with limit',
    retryAfterSeconds,
  );
}

/** Writes as fast as the client reads, so that others have a turn; cuts off who reads nothing. */
async function writeInPortions({ response, pending }: Exchange, bytes: Buffer): Promise<void> {
  const stalled = setTimeout(() => response.destroy(), stallTimeoutMs);
  let wake = () => {};
  let isClosed = false;
  response.onClose(() => {
    isClosed = true;
    clearTimeout(stalled);
    pending.change(-bytes.length);
    wake();
  });
  const turns = new FairTurns();
  for (let at = 0; at < bytes.length && !isClosed; at += portionBytes) {
    const isTaken = response.write(bytes.subarray(at, at + portionBytes));
    if (isTaken) await turns.pause();
    else {
      await new Promise<void>((resolve) => {
        wake = resolve;
        response.onDrain(resolve);
      });
    }
    if (!isClosed) stalled.refresh();
  }
  if (!isClosed) response.end();
}
