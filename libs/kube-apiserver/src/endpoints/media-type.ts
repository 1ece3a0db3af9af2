import { noAvailableRepresentation, notAcceptable } from '../status-error.js';

export type OutputFormat = 'json' | 'yaml' | 'protobuf';

/** What the client wants to read. */
export interface OutputMediaType {
  readonly format: OutputFormat;
  /** Transforms the object into another kind: Table, PartialObjectMetadata[List]. */
  readonly as?: { readonly kind: string; readonly group: string; readonly version: string };
  /** Whether the clause says how it is to be laid out: `pretty=1`. */
  readonly pretty?: boolean;
  /** Parameters the answer's Content-Type carries, with their semicolon. */
  readonly parameters?: string;
}

interface AcceptClause {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly quality: number;
}

/** The media types every endpoint of an API group writes. */
const writtenTypes = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
] as const;
/** Those a watch is written in. */
const streamTypes = [
  'application/json;stream=watch',
  'application/vnd.kubernetes.protobuf;stream=watch',
] as const;

/** Which transformations an endpoint can do: kinds, and the versions of them. */
export type TransformKinds = Readonly<Record<string, readonly string[]>>;

/** What an endpoint can write. */
export interface Offer {
  readonly transforms: TransformKinds;
  /**
   * The representations upstream's router names where none is acceptable. Left out where the
   * endpoint is behind no router, as those of /apis: it says itself what it accepts.
   */
  readonly available?: readonly string[];
  /** Whether the answer is a stream of objects, which YAML cannot be. */
  readonly streams?: boolean;
}

/** The clauses of an Accept header, best first (RFC 9110 §12.5.1). */
export function parseAccept(accept: string): AcceptClause[] {
  const clauses = (accept === '' ? '*/*' : accept).split(',').map((clause) => {
    const [type = '', ...pairs] = clause.split(';').map((part) => part.trim());
    const parameters = Object.fromEntries(
      pairs.map((pair) => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, equals), pair.slice(equals + 1).replace(/^"|"$/g, '')];
      }),
    );
    return { type: type.toLowerCase(), parameters, quality: Number(parameters['q'] ?? 1) };
  });
  return clauses.sort((a, b) => b.quality - a.quality);
}

const formats: Readonly<Record<string, OutputFormat>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/vnd.kubernetes.protobuf': 'protobuf',
  'application/*': 'json',
  '*/*': 'json',
};

const transformGroups: Readonly<Record<string, string>> = {
  APIGroupDiscoveryList: 'apidiscovery.k8s.io',
  Statusz: 'config.k8s.io',
};

const ofObject: TransformKinds = {
  Table: ['v1', 'v1beta1'],
  PartialObjectMetadata: ['v1', 'v1beta1'],
};
const ofList: TransformKinds = {
  Table: ['v1', 'v1beta1'],
  PartialObjectMetadataList: ['v1', 'v1beta1'],
};
const collectionTypes = [...writtenTypes, ...streamTypes];

/** What the endpoints of resources offer. */
export const offers = {
  object: { transforms: ofObject, available: writtenTypes },
  /** An object that has no table and no metadata of its own: a Scale, what an action answers. */
  plain: { transforms: {}, available: writtenTypes },
  collection: { transforms: ofList, available: collectionTypes },
  /** A list's transformations go for each object of a watch too. */
  watch: { transforms: ofObject, available: collectionTypes, streams: true },
  /** Without a router in front. */
  unrouted: { transforms: {} },
} as const satisfies Readonly<Record<string, Offer>>;

/** The best clause of the Accept header that can be satisfied; throws 406 where none can. */
export function negotiateOutput(accept: string, offer: Offer): OutputMediaType {
  const { transforms, available, streams = false } = offer;
  let known = false;
  for (const { type, parameters } of parseAccept(accept)) {
    const format = formats[type];
    if (format === undefined) continue;
    known = true;
    if (streams && format === 'yaml') continue;
    const kind = parameters['as'];
    if (kind === undefined) {
      const { pretty } = parameters;
      return pretty === undefined ? { format } : { format, pretty: pretty === '1' };
    }
    // A Table has no wire format.
    if (format === 'protobuf' && !kind.startsWith('PartialObjectMetadata')) continue;
    const { g: group = '', v: version = '' } = parameters;
    if (group === (transformGroups[kind] ?? 'meta.k8s.io') && transforms[kind]?.includes(version)) {
      return { format, as: { kind, group, version } };
    }
  }
  if (!known && available !== undefined) throw noAvailableRepresentation(available);
  throw notAcceptable(streams ? streamTypes : writtenTypes);
}
