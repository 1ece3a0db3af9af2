/** Private keys: made, read from the three PEM forms that openssl and Go write, and written. */
import { equalBytes } from './bytes.js';
import { CertificateError } from './certificate-error.js';
import {
  type DerElement,
  readBitString,
  readChildren,
  readDer,
  readObjectIdentifier,
  readSequence,
} from './der-reader.js';
import { Tag } from './der-tag.js';
import * as der from './der-writer.js';
import { type Curve, curveOids, Oid } from './object-identifiers.js';
import { encodePem, findPem } from './pem.js';
import {
  encodeCurve,
  encodeRsaIdentifier,
  findCurve,
  type KeyAlgorithm,
  type PublicKey,
  parsePublicKey,
  readKeyAlgorithm,
} from './public-key.js';
import { importPrivateKey, keyParameters } from './signature.js';
import { type CryptoKey, decodeBase64Url, subtle } from './web-platform.js';

export interface PrivateKey {
  readonly publicKey: PublicKey;
  /** PrivateKeyInfo (RFC 5208), DER. */
  readonly pkcs8: Uint8Array;
  readonly signingKey: CryptoKey;
}

/** P-256 unless RSA is asked for: an RSA key costs some hundred milliseconds, off the main thread. */
export async function generatePrivateKey(
  kind: 'P-256' | { readonly rsaModulusBits: 2048 | 3072 | 4096 } = 'P-256',
): Promise<PrivateKey> {
  const algorithm: KeyAlgorithm =
    kind === 'P-256'
      ? { kind: 'EC', curve: 'P-256' }
      : { kind: 'RSA', modulusBits: kind.rsaModulusBits };
  const parameters = keyParameters(algorithm);
  const pair = await subtle.generateKey(
    algorithm.kind === 'RSA'
      ? {
          ...parameters,
          modulusLength: algorithm.modulusBits,
          publicExponent: Uint8Array.of(1, 0, 1),
        }
      : parameters,
    true,
    ['sign', 'verify'],
  );
  return readPrivateKey(
    new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)),
    async () => pair.privateKey,
  );
}

/** Reads `PRIVATE KEY` (PKCS #8), `EC PRIVATE KEY` (SEC 1) and `RSA PRIVATE KEY` (PKCS #1). */
export async function parsePrivateKeyPem(pem: string): Promise<PrivateKey> {
  const { label, der: bytes } = findPem(pem, 'PRIVATE KEY', 'EC PRIVATE KEY', 'RSA PRIVATE KEY');
  try {
    const pkcs8 = toPkcs8(label, bytes);
    return await readPrivateKey(pkcs8, (algorithm) => importPrivateKey(algorithm, pkcs8));
  } catch (cause) {
    if (cause instanceof CertificateError) throw cause;
    throw new CertificateError('KEY_INVALID', `the ${label} in it cannot be used as a key`, cause);
  }
}

/** As kubeadm and Go's keyutil write keys: SEC 1 for EC, PKCS #1 for RSA. */
export function encodePrivateKeyPem(key: PrivateKey): string {
  const [, , octets] = readSequence(readDer(key.pkcs8));
  const inner = octets?.content ?? new Uint8Array();
  const { algorithm } = key.publicKey;
  if (algorithm.kind === 'RSA') return encodePem('RSA PRIVATE KEY', inner);
  if (algorithm.kind !== 'EC') return encodePem('PRIVATE KEY', key.pkcs8);
  const [version, secret] = readSequence(readDer(inner));
  return encodePem(
    'EC PRIVATE KEY',
    der.sequence(
      version?.encoded ?? new Uint8Array(),
      secret?.encoded ?? new Uint8Array(),
      der.contextConstructed(0, der.objectIdentifier(curveOids[algorithm.curve])),
      der.contextConstructed(1, der.bitString(key.publicKey.keyBytes)),
    ),
  );
}

/** Whether a certificate or request was made for this key. */
export function matchesPrivateKey(publicKey: PublicKey, privateKey: PrivateKey): boolean {
  return equalBytes(publicKey.spki, privateKey.publicKey.spki);
}

async function readPrivateKey(
  pkcs8: Uint8Array,
  openKey: (algorithm: KeyAlgorithm) => Promise<CryptoKey>,
): Promise<PrivateKey> {
  const [, identifier, octets] = readSequence(readDer(pkcs8));
  const inner = octets?.content ?? new Uint8Array();
  const algorithm = readKeyAlgorithm(identifier, () => rsaPublicKey(inner));
  const signingKey = await openKey(algorithm);
  const spki = await findSpki(algorithm, inner, signingKey);
  return { publicKey: parsePublicKey(spki), pkcs8, signingKey };
}

function toPkcs8(label: string, bytes: Uint8Array): Uint8Array {
  if (label === 'PRIVATE KEY') return bytes;
  const identifier =
    label === 'RSA PRIVATE KEY' ? encodeRsaIdentifier() : encodeCurve(curveOf(bytes));
  return der.sequence(der.integer(0n), identifier, der.octetString(bytes));
}

function curveOf(sec1: Uint8Array): Curve {
  const parameters = findContext(readSequence(readDer(sec1)), 0);
  const [oid] = parameters === undefined ? [] : readChildren(parameters);
  const curve = oid === undefined ? undefined : findCurve(readObjectIdentifier(oid));
  if (curve === undefined) {
    throw new CertificateError('KEY_UNSUPPORTED', 'the key is of a curve that is not supported');
  }
  return curve;
}

/** RSAPublicKey from RSAPrivateKey: the modulus and exponent that follow the version. */
function rsaPublicKey(pkcs1: Uint8Array): Uint8Array {
  const [, modulus, exponent] = readSequence(readDer(pkcs1));
  return der.sequence(modulus?.encoded ?? new Uint8Array(), exponent?.encoded ?? new Uint8Array());
}

async function findSpki(
  algorithm: KeyAlgorithm,
  inner: Uint8Array,
  signingKey: CryptoKey,
): Promise<Uint8Array> {
  if (algorithm.kind === 'RSA') {
    return der.sequence(encodeRsaIdentifier(), der.bitString(rsaPublicKey(inner)));
  }
  if (algorithm.kind === 'Ed25519') {
    const { x = '' } = await subtle.exportKey('jwk', signingKey); // RFC 8037, section 2
    const identifier = der.sequence(der.objectIdentifier(Oid.ed25519));
    return der.sequence(identifier, der.bitString(decodeBase64Url(x)));
  }
  if (algorithm.kind !== 'EC') {
    throw new CertificateError(
      'KEY_UNSUPPORTED',
      'only RSA, EC and Ed25519 private keys are supported',
    );
  }
  const embedded = findContext(readSequence(readDer(inner)), 1);
  const point =
    embedded === undefined
      ? await derivePoint(signingKey)
      : readBitString(readChildren(embedded)[0]);
  return der.sequence(encodeCurve(algorithm.curve), der.bitString(point));
}

/** The public point of a key that was written without it. */
async function derivePoint(signingKey: CryptoKey): Promise<Uint8Array> {
  const { x = '', y = '' } = await subtle.exportKey('jwk', signingKey);
  return Uint8Array.of(4, ...decodeBase64Url(x), ...decodeBase64Url(y));
}

function findContext(elements: readonly DerElement[], number: number): DerElement | undefined {
  return elements.find(({ tag }) => tag === Tag.contextConstructed + number);
}
