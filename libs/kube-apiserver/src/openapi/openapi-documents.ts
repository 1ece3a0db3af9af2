import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  openApiV2Document,
  openApiV3Document,
  openApiV3Index,
  openApiV3Paths,
} from '@drillyard/kube-schema';
import { readModelDescriptions } from './model-descriptions.js';
import { encodeOpenApiV2 } from './openapi-v2-protobuf.js';
import { readParameterDescriptions } from './parameter-descriptions.js';

/** A document as it is sent. Only the compressed bytes are kept: few clients want the others. */
export interface OpenApiBytes {
  readonly gzipped: Buffer;
  /** Of the bytes before compression, as upstream: clients ask for a document by it. */
  readonly hash: string;
}

const gzipAsync = promisify(gzip);

/**
 * The OpenAPI documents of the API surface, the same for every cluster of a process. They are made
 * when the first client asks, one after the other with other work in between.
 */
class OpenApiDocuments {
  readonly descriptions = {
    describe: readModelDescriptions(),
    describeParameter: readParameterDescriptions(),
  };
  private readonly documents = new Map<string, Promise<OpenApiBytes>>();

  /** One of the paths of the index, or undefined where there is no such document. */
  v3(path: string): Promise<OpenApiBytes> | undefined {
    if (!openApiV3Paths.includes(path)) return undefined;
    return this.document(path, () => openApiV3Document(path, this.descriptions));
  }

  v2(): Promise<OpenApiBytes> {
    return this.document('v2', () => openApiV2Document(this.descriptions));
  }

  v2Protobuf(): Promise<OpenApiBytes> {
    const make = () => encodeOpenApiV2(openApiV2Document(this.descriptions));
    return this.document('v2.pb', make);
  }

  async v3Index(): Promise<object> {
    const hashes = new Map<string, string>();
    for (const path of openApiV3Paths) {
      const bytes = await this.v3(path);
      if (bytes !== undefined) hashes.set(path, bytes.hash);
    }
    return openApiV3Index((path) => hashes.get(path) ?? '');
  }

  private document(key: string, make: () => object | undefined): Promise<OpenApiBytes> {
    const known = this.documents.get(key);
    if (known !== undefined) return known;
    const made = encodeDocument(make);
    this.documents.set(key, made);
    return made;
  }
}

/** What `make` answers with, in JSON where it is not bytes already. */
export async function encodeDocument(make: () => object | undefined): Promise<OpenApiBytes> {
  await new Promise((resolve) => setImmediate(resolve));
  const document = make();
  const bytes = Buffer.isBuffer(document) ? document : Buffer.from(JSON.stringify(document));
  const hash = createHash('sha512').update(bytes).digest('hex').toUpperCase();
  return { gzipped: await gzipAsync(bytes), hash };
}

let documents: OpenApiDocuments | undefined;

export function openApiDocuments(): OpenApiDocuments {
  documents ??= new OpenApiDocuments();
  return documents;
}
