import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CustomOpenApi } from '../apiextensions/openapi/custom-openapi.js';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { Exchange } from '../endpoints/exchange.js';
import { parseAccept } from '../endpoints/media-type.js';
import { acceptsGzip, writeBody } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import type { OpenApiBytes } from './openapi-documents.js';

const gunzipAsync = promisify(gunzip);
const v3Prefix = '/openapi/v3/';
/** A document named by its hash never changes. */
const yearMs = 365 * 24 * 60 * 60 * 1_000;

/** What clients ask for and what they are told they get (kube-openapi `handler`). */
const v2Protobuf = {
  accept: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  contentType: 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
} as const;

/** `/openapi/v2` in JSON and protobuf, `/openapi/v3` and the documents below it in JSON. */
export function openapiRoutes(served: ServedResources): Route[] {
  const documents = new CustomOpenApi(served);
  return [
    { path: '/openapi/v2', handler: async (exchange) => writeV2(exchange, documents) },
    {
      path: '/openapi/v3',
      handler: async (exchange) => {
        const index = await documents.v3Index();
        // Upstream's server guesses the type from the bytes, and JSON is text to it.
        exchange.response.setHeader('Accept-Ranges', 'bytes');
        await writeBody(exchange, 200, 'text/plain; charset=utf-8', JSON.stringify(index));
      },
    },
    { path: v3Prefix, handler: async (exchange) => writeV3(exchange, documents) },
  ];
}

async function writeV2(exchange: Exchange, documents: CustomOpenApi): Promise<void> {
  exchange.response.setHeader('Vary', ['Accept-Encoding', 'Accept']);
  for (const { type } of parseAccept(exchange.header('accept'))) {
    if (jsonTypes.includes(type)) return writeDocument(exchange, await documents.v2());
    if (type === v2Protobuf.accept || type === v2Protobuf.contentType) {
      return writeDocument(exchange, await documents.v2Protobuf(), v2Protobuf.contentType);
    }
  }
  writeEmpty(exchange, 406);
}

async function writeV3(exchange: Exchange, documents: CustomOpenApi): Promise<void> {
  const path = exchange.path.slice(v3Prefix.length);
  const found = documents.v3(path);
  if (found === undefined) return writeEmpty(exchange, 404);
  exchange.response.setHeader('Vary', 'Accept');
  if (!acceptsJson(exchange)) return writeEmpty(exchange, 406);
  const document = await found;
  const { response, query } = exchange;
  const asked = query.get('hash') ?? '';
  if (asked !== '' && asked !== document.hash) {
    response.setHeader('Location', `${v3Prefix}${path}?hash=${document.hash}`);
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('ETag', `"${document.hash}"`);
    response.writeHead(301);
    response.end();
    return;
  }
  if (asked !== '') {
    response.setHeader('Cache-Control', 'public, immutable');
    response.setHeader('Expires', new Date(Date.now() + yearMs).toUTCString());
  }
  await writeDocument(exchange, document);
}

async function writeDocument(
  exchange: Exchange,
  { gzipped, hash }: OpenApiBytes,
  contentType = 'application/json',
): Promise<void> {
  const { response } = exchange;
  const etag = `"${hash}"`;
  response.setHeader('ETag', etag);
  if (exchange.header('if-none-match') === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.setHeader('Content-Type', contentType);
  response.setHeader('Accept-Ranges', 'bytes');
  const compressed = acceptsGzip(exchange);
  if (compressed) response.setHeader('Content-Encoding', 'gzip');
  const bytes = compressed ? gzipped : await gunzipAsync(gzipped);
  response.setHeader('Content-Length', String(bytes.length));
  response.writeHead(200);
  response.end(exchange.request.method === 'HEAD' ? undefined : bytes);
}

/** Upstream's handler of these documents says nothing more than the code. */
function writeEmpty({ response }: Exchange, code: number): void {
  response.setHeader('Content-Length', '0');
  response.writeHead(code);
  response.end();
}

const jsonTypes = ['application/json', 'application/*', '*/*'];

function acceptsJson(exchange: Exchange): boolean {
  return parseAccept(exchange.header('accept')).some(({ type }) => jsonTypes.includes(type));
}
