/** JSON web tokens as service accounts bear them: compact JWS with one signature (RFC 7515, 7519). */
import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { PrivateKey, PublicKey } from '@drillyard/certificates';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Far above any token of Kubernetes, and below what a header may hold. */
const tokenLengthMax = 16 * 1024;

export interface DecodedJwt {
  readonly header: JsonObject;
  /** Not to be believed before {@link JwtVerifier} says so. */
  readonly claims: JsonObject;
  readonly signedText: string;
  readonly signature: Uint8Array;
}

/** Undefined for what is not a JWT at all. */
export function decodeJwt(token: string): DecodedJwt | undefined {
  const parts = token.length > tokenLengthMax ? [] : token.split('.');
  const [header, claims] = parts.slice(0, 2).map(decodeJsonObject);
  if (parts.length !== 3 || header === undefined || claims === undefined) return undefined;
  return {
    header,
    claims,
    signedText: `${parts[0]}.${parts[1]}`,
    signature: Buffer.from(parts[2] ?? '', 'base64url'),
  };
}

export class JwtSigner {
  private readonly key: KeyObject;
  private readonly header: string;
  private readonly algorithm: JwsAlgorithm;

  constructor(privateKey: PrivateKey) {
    const { publicKey, pkcs8 } = privateKey;
    this.algorithm = jwsAlgorithm(publicKey);
    this.key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    this.header = encodeJson({ alg: this.algorithm.name, kid: keyId(publicKey) });
  }

  /** Claims are written in the order of their names, as Go does. */
  sign(claims: JsonObject): string {
    const sorted = Object.fromEntries(Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1)));
    const text = `${this.header}.${encodeJson(sorted)}`;
    const { hash } = this.algorithm;
    const signature = sign(hash, Buffer.from(text), { key: this.key, ...jwsEncoding });
    return `${text}.${signature.toString('base64url')}`;
  }
}

export class JwtVerifier {
  private readonly key: KeyObject;
  private readonly algorithm: JwsAlgorithm;
  readonly keyId: string;

  constructor(publicKey: PublicKey) {
    this.algorithm = jwsAlgorithm(publicKey);
    this.key = createPublicKey({ key: Buffer.from(publicKey.spki), format: 'der', type: 'spki' });
    this.keyId = keyId(publicKey);
  }

  /** Such as ES256. */
  get algorithmName(): string {
    return this.algorithm.name;
  }

  /** The algorithm is the key's own: a token cannot choose a weaker one. */
  verify({ header, signedText, signature }: DecodedJwt): boolean {
    const { name, hash } = this.algorithm;
    const options = { key: this.key, ...jwsEncoding };
    return header['alg'] === name && verify(hash, Buffer.from(signedText), options, signature);
  }
}

interface JwsAlgorithm {
  readonly name: string;
  readonly hash: string;
}

/** How JWS writes signatures (RFC 7518): ECDSA as r and s side by side, RSA with PKCS #1 v1.5. */
const jwsEncoding = {
  dsaEncoding: 'ieee-p1363',
  padding: constants.RSA_PKCS1_PADDING,
} as const;

const curveAlgorithms = {
  'P-256': { name: 'ES256', hash: 'sha256' },
  'P-384': { name: 'ES384', hash: 'sha384' },
  'P-521': { name: 'ES512', hash: 'sha512' },
} as const;

function jwsAlgorithm({ algorithm }: PublicKey): JwsAlgorithm {
  if (algorithm.kind === 'EC') return curveAlgorithms[algorithm.curve];
  if (algorithm.kind === 'RSA') return { name: 'RS256', hash: 'sha256' };
  throw new TypeError(`keys of kind ${algorithm.kind} cannot sign tokens; use RSA or EC`);
}

/** Upstream's `keyIDFromPublicKey`. */
function keyId({ spki }: PublicKey): string {
  return createHash('sha256').update(spki).digest('base64url');
}

function encodeJson(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decodeJsonObject(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
