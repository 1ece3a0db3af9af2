import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { KubeStatus } from '@drillyard/kube-objects';
import { encodeProtobuf, serialize } from '@drillyard/kube-schema';
import type { Exchange } from './exchange.js';
import type { OutputMediaType } from './media-type.js';
import { yamlAnswer } from './yaml-answer.js';

/** Below this a response is not worth compressing (apiserver `defaultGzipThresholdBytes`). */
const gzipThresholdBytes = 128 * 1024;
/** Speed over size, as upstream: level 1 halves the time for a few per cent more bytes. */
const gzipLevel = 1;

const gzipAsync = promisify(gzip);

/** Answers with an object in the negotiated format. */
export async function writeObject(
  exchange: Exchange,
  code: number,
  object: unknown,
  { format, parameters = '', pretty }: OutputMediaType = { format: 'json' },
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
  return writeBody(
    exchange,
    code,
    `application/json${parameters}`,
    serialize(object, { pretty: pretty === true || isPretty(exchange) }),
  );
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
  if (bytes.length > gzipThresholdBytes && acceptsGzip(exchange)) {
    bytes = await gzipAsync(bytes, { level: gzipLevel });
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
  }
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', String(bytes.length));
  response.writeHead(code);
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
