import { CertificateError } from './certificate-error.js';
import {
  type CertificateExtensions,
  type ExtensionsTemplate,
  encodeExtensions,
  readExtensions,
} from './certificate-extensions.js';
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
import {
  type DistinguishedName,
  encodeSubject,
  readDistinguishedName,
  type SubjectTemplate,
} from './distinguished-name.js';
import { Oid } from './object-identifiers.js';
import { encodePem, findPem } from './pem.js';
import type { PrivateKey } from './private-key.js';
import { type PublicKey, readPublicKey } from './public-key.js';
import { encodeSignatureAlgorithm, sign, verifySignature } from './signature.js';

/** A PKCS #10 certificate request, read (RFC 2986), with the extensions it asks for. */
export interface CertificateRequest extends CertificateExtensions {
  readonly subject: DistinguishedName;
  readonly publicKey: PublicKey;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** What the signature is over. */
  readonly signedBytes: Uint8Array;
  readonly der: Uint8Array;
}

export function parseCertificateRequest(bytes: Uint8Array): CertificateRequest {
  try {
    const [signed, algorithm, signature] = readSequence(readDer(bytes));
    const [, subject, publicKey, attributes] = readSequence(signed);
    return {
      subject: readDistinguishedName(subject),
      publicKey: readPublicKey(publicKey),
      ...readExtensions(findRequestedExtensions(attributes)),
      signatureAlgorithm: readObjectIdentifier(readSequence(algorithm)[0]),
      signature: readBitString(signature),
      signedBytes: signed?.encoded ?? new Uint8Array(),
      der: bytes,
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CertificateError(
      'CERTIFICATE_REQUEST_INVALID',
      `not a PKCS #10 certificate request: ${why}`,
      cause,
    );
  }
}

export function parseCertificateRequestPem(pem: string): CertificateRequest {
  return parseCertificateRequest(
    findPem(pem, 'CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST').der,
  );
}

/** Whether who made the request holds the key it is for. */
export async function verifyCertificateRequest(request: CertificateRequest): Promise<boolean> {
  return verifySignature(
    request.publicKey,
    request.signatureAlgorithm,
    request.signature,
    request.signedBytes,
  );
}

/** A request for a certificate on the key, as `openssl req -new` makes; PEM. */
export async function createCertificateRequestPem(
  template: ExtensionsTemplate & { readonly subject: SubjectTemplate },
  key: PrivateKey,
): Promise<string> {
  const extensions = encodeExtensions(template);
  const attribute = der.sequence(der.objectIdentifier(Oid.extensionRequest), der.set(extensions));
  const signed = der.sequence(
    der.integer(0n),
    encodeSubject(template.subject),
    key.publicKey.spki,
    der.contextConstructed(0, ...(extensions.length > der.sequence().length ? [attribute] : [])),
  );
  const signature = der.bitString(await sign(key, signed));
  const algorithm = encodeSignatureAlgorithm(key.publicKey);
  return encodePem('CERTIFICATE REQUEST', der.sequence(signed, algorithm, signature));
}

function findRequestedExtensions(attributes: DerElement | undefined): DerElement | undefined {
  if (attributes?.tag !== Tag.contextConstructed) return undefined;
  for (const attribute of readChildren(attributes)) {
    const [type, values] = readSequence(attribute);
    if (readObjectIdentifier(type) === Oid.extensionRequest && values !== undefined) {
      return readChildren(values)[0];
    }
  }
  return undefined;
}
