/** Signing and verifying with X.509's algorithm identifiers (RFC 3279, RFC 5758, RFC 8410). */
import { CertificateError } from './certificate-error.js';
import { readDer, readInteger, readSequence } from './der-reader.js';
import * as der from './der-writer.js';
import type { Curve } from './object-identifiers.js';
import type { PrivateKey } from './private-key.js';
import type { KeyAlgorithm, PublicKey } from './public-key.js';
import { type CryptoKey, subtle } from './web-platform.js';

interface SignatureAlgorithm {
  readonly oid: string;
  readonly kind: KeyAlgorithm['kind'];
  /** Empty where the algorithm has its own. */
  readonly hash: string;
}

/** SHA-1 and MD5 are left out on purpose: Go refuses them as insecure too. */
const signatureAlgorithms: readonly SignatureAlgorithm[] = [
  { oid: '1.2.840.10045.4.3.2', kind: 'EC', hash: 'SHA-256' },
  { oid: '1.2.840.10045.4.3.3', kind: 'EC', hash: 'SHA-384' },
  { oid: '1.2.840.10045.4.3.4', kind: 'EC', hash: 'SHA-512' },
  { oid: '1.2.840.113549.1.1.11', kind: 'RSA', hash: 'SHA-256' },
  { oid: '1.2.840.113549.1.1.12', kind: 'RSA', hash: 'SHA-384' },
  { oid: '1.2.840.113549.1.1.13', kind: 'RSA', hash: 'SHA-512' },
  { oid: '1.3.101.112', kind: 'Ed25519', hash: '' },
];

const coordinateBytes: Readonly<Record<Curve, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66 };
/** The hash that is as strong as the curve, as Go chooses. */
const curveHashes: Readonly<Record<Curve, string>> = {
  'P-256': 'SHA-256',
  'P-384': 'SHA-384',
  'P-521': 'SHA-512',
};

/** The parameters WebCrypto names this kind of key by. */
export function keyParameters(algorithm: KeyAlgorithm, hash = 'SHA-256') {
  switch (algorithm.kind) {
    case 'EC':
      return { name: 'ECDSA', namedCurve: algorithm.curve };
    case 'RSA':
      return { name: 'RSASSA-PKCS1-v1_5', hash };
    case 'Ed25519':
      return { name: 'Ed25519' };
    default:
      throw new CertificateError(
        'KEY_UNSUPPORTED',
        `keys of algorithm ${algorithm.oid} are not supported`,
      );
  }
}

export async function importPrivateKey(
  algorithm: KeyAlgorithm,
  pkcs8: Uint8Array,
): Promise<CryptoKey> {
  return subtle.importKey('pkcs8', pkcs8, keyParameters(algorithm), true, ['sign']);
}

/** The AlgorithmIdentifier of the signatures {@link sign} makes with a key. */
export function encodeSignatureAlgorithm(key: PublicKey): Uint8Array {
  const { oid, kind } = chooseAlgorithm(key.algorithm);
  return kind === 'RSA'
    ? der.sequence(der.objectIdentifier(oid), der.nullValue())
    : der.sequence(der.objectIdentifier(oid));
}

export async function sign(key: PrivateKey, data: Uint8Array): Promise<Uint8Array> {
  const { algorithm } = key.publicKey;
  const { hash } = chooseAlgorithm(algorithm);
  const parameters = { ...keyParameters(algorithm), hash };
  const signature = new Uint8Array(await subtle.sign(parameters, key.signingKey, data));
  return algorithm.kind === 'EC' ? toDerSignature(signature) : signature;
}

/** False also where the algorithm is unknown or of another kind of key. */
export async function verifySignature(
  key: PublicKey,
  algorithmOid: string,
  signature: Uint8Array,
  data: Uint8Array,
): Promise<boolean> {
  const found = signatureAlgorithms.find(({ oid }) => oid === algorithmOid);
  const { algorithm } = key;
  if (found === undefined || found.kind !== algorithm.kind) return false;
  try {
    const parameters = keyParameters(algorithm, found.hash);
    const verifyingKey = await subtle.importKey('spki', key.spki, parameters, false, ['verify']);
    const bytes =
      algorithm.kind === 'EC' ? fromDerSignature(signature, algorithm.curve) : signature;
    return await subtle.verify({ ...parameters, hash: found.hash }, verifyingKey, bytes, data);
  } catch {
    // A point off the curve, a signature that is not DER: not a signature by this key.
    return false;
  }
}

function chooseAlgorithm(algorithm: KeyAlgorithm): SignatureAlgorithm {
  const hash = algorithm.kind === 'EC' ? curveHashes[algorithm.curve] : 'SHA-256';
  const found = signatureAlgorithms.find(
    (candidate) =>
      candidate.kind === algorithm.kind && (candidate.hash === hash || candidate.hash === ''),
  );
  if (found === undefined) {
    throw new CertificateError('KEY_UNSUPPORTED', 'the key is of a kind that cannot sign here');
  }
  return found;
}

/** ECDSA: WebCrypto writes r and s side by side, X.509 as a SEQUENCE of two INTEGERs. */
function toDerSignature(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2;
  return der.sequence(der.integer(raw.subarray(0, half)), der.integer(raw.subarray(half)));
}

function fromDerSignature(signature: Uint8Array, curve: Curve): Uint8Array {
  const width = coordinateBytes[curve];
  const raw = new Uint8Array(width * 2);
  readSequence(readDer(signature)).forEach((element, index) => {
    if (readInteger(element) <= 0n) throw new CertificateError('DER_INVALID', 'negative signature');
    const bytes = element.content.subarray(element.content[0] === 0 ? 1 : 0);
    raw.set(bytes, (index + 1) * width - bytes.length);
  });
  return raw;
}
