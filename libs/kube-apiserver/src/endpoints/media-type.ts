import { noAvailableRepresentation, notAcceptable } from '../status-error.js';

/** What the client wants to read. */
export interface OutputMediaType {
  readonly format: 'json' | 'yaml';
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

/**
 * Media types a server of every feature would write. Protobuf and CBOR are not offered: every
 * client that asks for them accepts JSON as well.
 */
const accepted = ['application/json', 'application/yaml'];

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

const formats: Readonly<Record<string, 'json' | 'yaml'>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/*': 'json',
  '*/*': 'json',
};

const transformGroups: Readonly<Record<string, string>> = {
  APIGroupDiscoveryList: 'apidiscovery.k8s.io',
};

/** Which transformations an endpoint can do: kinds, and the versions of them. */
export type TransformKinds = Readonly<Record<string, readonly string[]>>;

export const objectTransforms: TransformKinds = {
  Table: ['v1', 'v1beta1'],
  PartialObjectMetadata: ['v1', 'v1beta1'],
};
export const listTransforms: TransformKinds = {
  Table: ['v1', 'v1beta1'],
  PartialObjectMetadataList: ['v1', 'v1beta1'],
};

/** The best clause of the Accept header that can be satisfied; throws 406 where none can. */
export function negotiateOutput(accept: string, transforms: TransformKinds): OutputMediaType {
  let written = false;
  for (const { type, parameters } of parseAccept(accept)) {
    const format = formats[type];
    if (format === undefined) continue;
    written = true;
    const kind = parameters['as'];
    if (kind === undefined) {
      const { pretty } = parameters;
      return pretty === undefined ? { format } : { format, pretty: pretty === '1' };
    }
    const { g: group = '', v: version = '' } = parameters;
    if (group === (transformGroups[kind] ?? 'meta.k8s.io') && transforms[kind]?.includes(version)) {
      return { format, as: { kind, group, version } };
    }
  }
  throw written ? notAcceptable(accepted) : noAvailableRepresentation(accepted);
}
