import { createPublicKey } from 'node:crypto';
import type { PublicKey } from '@drillyard/certificates';
import { JwtVerifier } from '../authentication/jwt.js';
import { writeBody } from '../endpoints/response-writer.js';
import type { Route } from '../endpoints/route-table.js';

const jwksPath = '/openid/v1/jwks';
/** How long others may keep the answers, in seconds. */
const maxAgeSeconds = 3_600;

export interface OpenidMetadataOptions {
  readonly issuer: string;
  readonly publicKeys: readonly PublicKey[];
  /** Where clients reach the server, as `host:port`. */
  readonly address: () => string;
}

/**
 * What lets others verify service account tokens (upstream `pkg/routes/openidmetadata.go`): whose
 * they are and by which keys.
 */
export function openidMetadataRoutes(options: OpenidMetadataOptions): Route[] {
  const { issuer, publicKeys, address } = options;
  const keys = publicKeys.map(encodeJwk);
  const algorithms = [...new Set(keys.map(({ alg }) => alg))].sort();
  return [
    jsonRoute('/.well-known/openid-configuration', 'application/json', () => {
      return {
        issuer,
        jwks_uri: `https://${address()}${jwksPath}`,
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: algorithms,
      };
    }),
    jsonRoute(jwksPath, 'application/jwk-set+json', () => {
      return { keys };
    }),
  ];
}

function jsonRoute(path: string, contentType: string, content: () => object): Route {
  return {
    path,
    methods: ['GET'],
    handler: (exchange) => {
      exchange.response.setHeader('Cache-Control', `public, max-age=${maxAgeSeconds}`);
      return writeBody(exchange, 200, contentType, JSON.stringify(content()));
    },
  };
}

/** RFC 7517, in the order of Go's encoder. */
function encodeJwk(publicKey: PublicKey) {
  const { keyId: kid, algorithmName: alg } = new JwtVerifier(publicKey);
  const spki = Buffer.from(publicKey.spki);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const { kty, crv, x, y, n, e } = key.export({ format: 'jwk' });
  // What a kind of key does not have is left out of the JSON.
  return { use: 'sig', kty, kid, crv, alg, x, y, n, e };
}
