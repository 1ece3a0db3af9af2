import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { CustomOpenApi } from '../apiextensions/openapi/custom-openapi.js';
import type { ServedResources } from '../apiextensions/served-resources.js';
import type { Exchange } from '../endpoints/exchange.js';
import { parseAccept } from '../endpoints/media-type.js';
import { writePageNotFound } from '../endpoints/page-not-found.js';
import { acceptsGzip, writeBody } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';
import { notAcceptable } from '../status-error.js';
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
        await writeBody(exchange, 200, 'application/json', JSON.stringify(index));
      },
    },
    { path: v3Prefix, handler: async (exchange) => writeV3(exchange, documents) },
  ];
}

async function writeV2(exchange: Exchange, documents: CustomOpenApi): Promise<void> {
  for (const { type } of parseAccept(exchange.header('accept'))) {
    if (jsonTypes.includes(type)) return writeDocument(exchange, await documents.v2());
    if (type === v2Protobuf.accept || type === v2Protobuf.contentType) {
      return writeDocument(exchange, await documents.v2Protobuf(), v2Protobuf.contentType);
    }
  }
  throw notAcceptable(['application/json', v2Protobuf.contentType]);
}

async function writeV3(exchange: Exchange, documents: CustomOpenApi): Promise<void> {
  const path = exchange.path.slice(v3Prefix.length);
  const found = documents.v3(path);
  if (found === undefined) return writePageNotFound(exchange);
  if (!acceptsJson(exchange)) throw notAcceptable(['application/json']);
  const document = await found;
  const { response, query } = exchange;
  const asked = query.get('hash') ?? '';
  if (asked !== '' && asked !== document.hash) {
    response.setHeader('Location', `${v3Prefix}${path}?hash=${document.hash}`);
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
  response.setHeader('Vary', 'Accept');
  if (exchange.header('if-none-match') === etag) {
    response.writeHead(304);
    response.end();
    return;
  }
  response.setHeader('Content-Type', contentType);
  const compressed = acceptsGzip(exchange);
  if (compressed) response.setHeader('Content-Encoding', 'gzip');
  const bytes = compressed ? gzipped : await gunzipAsync(gzipped);
  response.setHeader('Content-Length', String(bytes.length));
  response.writeHead(200);
  response.end(exchange.request.method === 'HEAD' ? undefined : bytes);
}

const jsonTypes = ['application/json', 'application/*', '*/*'];

function acceptsJson(exchange: Exchange): boolean {
  return parseAccept(exchange.header('accept')).some(({ type }) => jsonTypes.includes(type));
}
