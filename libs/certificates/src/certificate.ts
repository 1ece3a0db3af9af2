import { formatHex } from './bytes.js';
import { CertificateError } from './certificate-error.js';
import { type CertificateExtensions, readExtensions } from './certificate-extensions.js';
import {
  readBitString,
  readChildren,
  readDer,
  readInteger,
  readObjectIdentifier,
  readSequence,
  readTime,
} from './der-reader.js';
import { Tag } from './der-tag.js';
import { type DistinguishedName, readDistinguishedName } from './distinguished-name.js';
import { decodePem, encodePem, findPem } from './pem.js';
import { type PublicKey, readPublicKey } from './public-key.js';
import { subtle } from './web-platform.js';

/** An X.509 certificate, read (RFC 5280). */
export interface Certificate extends CertificateExtensions {
  /** 3 where it has extensions; `openssl x509 -req` without any makes 1. */
  readonly version: number;
  readonly serialNumber: bigint;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: PublicKey;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** What the signature is over. */
  readonly signedBytes: Uint8Array;
  readonly der: Uint8Array;
}

export function parseCertificate(der: Uint8Array): Certificate {
  try {
    const [signed, algorithm, signature] = readSequence(readDer(der));
    const fields = readSequence(signed);
    // Version 1 certificates leave the version out.
    const version = fields[0]?.tag === Tag.contextConstructed ? fields.shift() : undefined;
    const [serial, , issuer, validity, subject, publicKey, ...optional] = fields;
    const [notBefore, notAfter] = readSequence(validity);
    const extensions = optional.find(({ tag }) => tag === Tag.contextConstructed + 3);
    return {
      version: version === undefined ? 1 : Number(readInteger(readChildren(version)[0])) + 1,
      serialNumber: readInteger(serial),
      subject: readDistinguishedName(subject),
      issuer: readDistinguishedName(issuer),
      notBefore: readTime(notBefore),
      notAfter: readTime(notAfter),
      publicKey: readPublicKey(publicKey),
      ...readExtensions(extensions && readChildren(extensions)[0]),
      signatureAlgorithm: readObjectIdentifier(readSequence(algorithm)[0]),
      signature: readBitString(signature),
      signedBytes: signed?.encoded ?? new Uint8Array(),
      der,
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CertificateError('CERTIFICATE_INVALID', `not an X.509 certificate: ${why}`, cause);
  }
}

/** The first certificate of a PEM text. */
export function parseCertificatePem(pem: string): Certificate {
  return parseCertificate(findPem(pem, 'CERTIFICATE').der);
}

/** All certificates of a PEM text (a CA bundle, a chain), in order; other blocks are passed over. */
export function parseCertificateBundle(pem: string): Certificate[] {
  const blocks = decodePem(pem).filter(({ label }) => label === 'CERTIFICATE');
  return blocks.map(({ der }) => parseCertificate(der));
}

export function encodeCertificatePem(certificate: Certificate): string {
  return encodePem('CERTIFICATE', certificate.der);
}

/** SHA-256 of the DER, as `openssl x509 -fingerprint -sha256` prints it: `AB:CD:…`. */
export async function fingerprint(certificate: Certificate): Promise<string> {
  return formatHex(new Uint8Array(await subtle.digest('SHA-256', certificate.der)), ':');
}
