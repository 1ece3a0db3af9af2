import {
  type DerElement,
  readBitString,
  readDer,
  readInteger,
  readObjectIdentifier,
  readSequence,
} from './der-reader.js';
import { nullValue, objectIdentifier, sequence } from './der-writer.js';
import { type Curve, curveOids, Oid } from './object-identifiers.js';
import { encodePem, findPem } from './pem.js';

/** What kind of key it is. `unknown` keys can be read about, not used. */
export type KeyAlgorithm =
  | { readonly kind: 'EC'; readonly curve: Curve }
  | { readonly kind: 'RSA'; readonly modulusBits: number }
  | { readonly kind: 'Ed25519' }
  | { readonly kind: 'unknown'; readonly oid: string };

export interface PublicKey {
  readonly algorithm: KeyAlgorithm;
  /** SubjectPublicKeyInfo, DER: two keys are the same when these bytes are. */
  readonly spki: Uint8Array;
  /** What the BIT STRING in it holds: key identifiers are digests of this. */
  readonly keyBytes: Uint8Array;
}

export function parsePublicKey(spki: Uint8Array): PublicKey {
  return readPublicKey(readDer(spki));
}

export function parsePublicKeyPem(pem: string): PublicKey {
  return parsePublicKey(findPem(pem, 'PUBLIC KEY').der);
}

export function encodePublicKeyPem(key: PublicKey): string {
  return encodePem('PUBLIC KEY', key.spki);
}

export function readPublicKey(element: DerElement | undefined): PublicKey {
  const [identifier, bits] = readSequence(element);
  const keyBytes = readBitString(bits);
  return {
    algorithm: readKeyAlgorithm(identifier, () => keyBytes),
    spki: element?.encoded ?? new Uint8Array(),
    keyBytes,
  };
}

/** The AlgorithmIdentifier that stands before a key of this curve. */
export function encodeCurve(curve: Curve): Uint8Array {
  return sequence(objectIdentifier(Oid.ecPublicKey), objectIdentifier(curveOids[curve]));
}

export function encodeRsaIdentifier(): Uint8Array {
  return sequence(objectIdentifier(Oid.rsaEncryption), nullValue());
}

/** The kind of key an AlgorithmIdentifier announces; RSA needs the key itself for its size. */
export function readKeyAlgorithm(
  identifier: DerElement | undefined,
  rsaPublicKey: () => Uint8Array,
): KeyAlgorithm {
  const [algorithm, parameters] = readSequence(identifier);
  const oid = readObjectIdentifier(algorithm);
  switch (oid) {
    case Oid.ecPublicKey: {
      const curve = findCurve(readObjectIdentifier(parameters));
      return curve === undefined ? { kind: 'unknown', oid } : { kind: 'EC', curve };
    }
    case Oid.rsaEncryption: {
      const [modulus] = readSequence(readDer(rsaPublicKey()));
      return { kind: 'RSA', modulusBits: readInteger(modulus).toString(2).length };
    }
    case Oid.ed25519:
      return { kind: 'Ed25519' };
    default:
      return { kind: 'unknown', oid };
  }
}

export function findCurve(oid: string): Curve | undefined {
  // The keys of a constant table are its curves.
  return (Object.keys(curveOids) as Curve[]).find((curve) => curveOids[curve] === oid);
}
