import { type Certificate, parseCertificate } from './certificate.js';
import { type ExtensionsTemplate, encodeExtensions } from './certificate-extensions.js';
import * as der from './der-writer.js';
import { encodeSubject, type SubjectTemplate } from './distinguished-name.js';
import type { PrivateKey } from './private-key.js';
import type { PublicKey } from './public-key.js';
import { encodeSignatureAlgorithm, sign } from './signature.js';
import { randomBytes, subtle } from './web-platform.js';

export interface CertificateTemplate
  extends Omit<ExtensionsTemplate, 'subjectKeyId' | 'authorityKeyId' | 'hasEmptySubject'> {
  readonly subject: SubjectTemplate;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Random where it is left out. */
  readonly serialNumber?: bigint;
}

export interface CertificateAuthority {
  readonly certificate: Certificate;
  readonly privateKey: PrivateKey;
}

/** A certificate for someone's public key, signed by an authority. */
export async function issueCertificate(
  template: CertificateTemplate,
  publicKey: PublicKey,
  authority: CertificateAuthority,
): Promise<Certificate> {
  const { certificate, privateKey } = authority;
  return signCertificate(
    template,
    publicKey,
    { name: certificate.subject.encoded, keyId: certificate.subjectKeyId },
    privateKey,
  );
}

/** An authority of its own: a certificate signed with the key it certifies. */
export async function createCertificateAuthority(
  template: Omit<CertificateTemplate, 'isCertificateAuthority'>,
  privateKey: PrivateKey,
): Promise<CertificateAuthority> {
  const certificate = await signCertificate(
    { ...template, isCertificateAuthority: true },
    privateKey.publicKey,
    { name: encodeSubject(template.subject), keyId: undefined },
    privateKey,
  );
  return { certificate, privateKey };
}

interface Issuer {
  readonly name: Uint8Array;
  readonly keyId: Uint8Array | undefined;
}

/** Go's x509.CreateCertificate: authorities carry a key identifier, leaves name their issuer's. */
async function signCertificate(
  template: CertificateTemplate,
  publicKey: PublicKey,
  issuer: Issuer,
  privateKey: PrivateKey,
): Promise<Certificate> {
  const algorithm = encodeSignatureAlgorithm(privateKey.publicKey);
  const subject = encodeSubject(template.subject);
  const extensions = encodeExtensions({
    ...template,
    hasEmptySubject: subject.length === der.sequence().length,
    ...(template.isCertificateAuthority && { subjectKeyId: await deriveKeyId(publicKey) }),
    ...(issuer.keyId && { authorityKeyId: issuer.keyId }),
  });
  const version3 = der.contextConstructed(0, der.integer(2n));
  const signed = der.sequence(
    version3,
    der.integer(template.serialNumber ?? randomSerialNumber()),
    algorithm,
    issuer.name,
    der.sequence(der.time(template.notBefore), der.time(template.notAfter)),
    subject,
    publicKey.spki,
    der.contextConstructed(3, extensions),
  );
  const signature = await sign(privateKey, signed);
  return parseCertificate(der.sequence(signed, algorithm, der.bitString(signature)));
}

/** RFC 7093, section 2, method 1, as Go does since 1.25: the first 160 bits of a SHA-256. */
async function deriveKeyId(publicKey: PublicKey): Promise<Uint8Array> {
  return new Uint8Array(await subtle.digest('SHA-256', publicKey.keyBytes)).subarray(0, 20);
}

/** Positive and 63 bits, as client-go's and kubeadm's. */
function randomSerialNumber(): bigint {
  const bytes = randomBytes(8);
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return (value >> 1n) + 1n;
}
