/** The extensions Kubernetes' certificates use, written and read (RFC 5280, 4.2). */
import { CertificateError } from './certificate-error.js';
import {
  type DerElement,
  readBoolean,
  readChildren,
  readDer,
  readInteger,
  readNamedBits,
  readObjectIdentifier,
  readSequence,
} from './der-reader.js';
import { Tag } from './der-tag.js';
import * as der from './der-writer.js';
import { formatIpAddress, parseIpAddress } from './ip-address.js';
import type { ExtendedKeyUsage } from './key-usage.js';
import {
  extendedKeyUsageName,
  extendedKeyUsageOids,
  type KeyUsage,
  keyUsages,
} from './key-usage.js';
import { Oid } from './object-identifiers.js';
import { decodeUtf8, encodeUtf8 } from './web-platform.js';

export interface SubjectAltNames {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly emailAddresses: readonly string[];
  readonly uris: readonly string[];
}

export interface CertificateExtensions extends SubjectAltNames {
  readonly keyUsages: readonly KeyUsage[];
  /** By name, or by dotted identifier where it has none. Empty: not restricted. */
  readonly extendedKeyUsages: readonly string[];
  readonly isCertificateAuthority: boolean;
  readonly pathLengthMax?: number;
  readonly subjectKeyId?: Uint8Array;
  readonly authorityKeyId?: Uint8Array;
  /** Critical, and not understood here: a verifier must refuse the certificate. */
  readonly unhandledCriticalExtensions: readonly string[];
}

export interface ExtensionsTemplate extends Partial<SubjectAltNames> {
  readonly keyUsages?: readonly KeyUsage[];
  readonly extendedKeyUsages?: readonly ExtendedKeyUsage[];
  /** Left out, the certificate says nothing of it, as certificate requests do. */
  readonly isCertificateAuthority?: boolean;
  readonly subjectKeyId?: Uint8Array;
  readonly authorityKeyId?: Uint8Array;
  /** A certificate without a subject must mark its alternative names critical. */
  readonly hasEmptySubject?: boolean;
}

/** In the order Go's x509 package writes them. */
export function encodeExtensions(template: ExtensionsTemplate): Uint8Array {
  const extensions: Uint8Array[] = [];
  const add = (oid: string, isCritical: boolean, value: Uint8Array) =>
    extensions.push(encodeExtension(oid, isCritical, value));
  if (template.keyUsages?.length) {
    add(
      Oid.keyUsage,
      true,
      der.namedBits(template.keyUsages.map((usage) => keyUsages.indexOf(usage))),
    );
  }
  if (template.extendedKeyUsages?.length) {
    const oids = template.extendedKeyUsages.map((usage) => extendedKeyUsageOids[usage]);
    add(Oid.extKeyUsage, false, der.sequence(...oids.map(der.objectIdentifier)));
  }
  if (template.isCertificateAuthority !== undefined) {
    const content = template.isCertificateAuthority ? [der.boolean(true)] : [];
    add(Oid.basicConstraints, true, der.sequence(...content));
  }
  if (template.subjectKeyId !== undefined) {
    add(Oid.subjectKeyIdentifier, false, der.octetString(template.subjectKeyId));
  }
  if (template.authorityKeyId !== undefined) {
    const content = der.contextPrimitive(0, template.authorityKeyId);
    add(Oid.authorityKeyIdentifier, false, der.sequence(content));
  }
  const altNames = encodeAltNames(template);
  if (altNames.length > 0) {
    add(Oid.subjectAltName, template.hasEmptySubject === true, der.sequence(...altNames));
  }
  return der.sequence(...extensions);
}

/** `element` is the SEQUENCE OF Extension; none at all is an empty one. */
export function readExtensions(element: DerElement | undefined): CertificateExtensions {
  const extensions: Partial<Mutable<CertificateExtensions>> = {};
  const unhandledCriticalExtensions: string[] = [];
  const seen = new Set<string>();
  for (const extension of element === undefined ? [] : readSequence(element)) {
    const parts = readSequence(extension);
    const oid = readObjectIdentifier(parts[0]);
    if (seen.has(oid)) throw new CertificateError('DER_INVALID', `extension ${oid} stands twice`);
    seen.add(oid);
    const isCritical = parts.length > 2 && readBoolean(parts[1]);
    const value = readDer(parts.at(-1)?.content ?? new Uint8Array());
    if (!readExtension(oid, value, extensions) && isCritical) unhandledCriticalExtensions.push(oid);
  }
  return {
    dnsNames: [],
    ipAddresses: [],
    emailAddresses: [],
    uris: [],
    keyUsages: [],
    extendedKeyUsages: [],
    isCertificateAuthority: false,
    ...extensions,
    unhandledCriticalExtensions,
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** False where the extension is not known here. */
function readExtension(
  oid: string,
  value: DerElement,
  into: Partial<Mutable<CertificateExtensions>>,
): boolean {
  switch (oid) {
    case Oid.keyUsage:
      into.keyUsages = readNamedBits(value).flatMap((bit) => keyUsages[bit] ?? []);
      return true;
    case Oid.extKeyUsage:
      into.extendedKeyUsages = readSequence(value).map((usage) =>
        extendedKeyUsageName(readObjectIdentifier(usage)),
      );
      return true;
    case Oid.basicConstraints: {
      const [isAuthority, pathLength] = readSequence(value);
      into.isCertificateAuthority = isAuthority !== undefined && readBoolean(isAuthority);
      if (pathLength !== undefined) into.pathLengthMax = Number(readInteger(pathLength));
      return true;
    }
    case Oid.subjectKeyIdentifier:
      into.subjectKeyId = value.content;
      return true;
    case Oid.authorityKeyIdentifier: {
      const keyId = readSequence(value).find(({ tag }) => tag === Tag.contextPrimitive);
      if (keyId !== undefined) into.authorityKeyId = keyId.content;
      return true;
    }
    case Oid.subjectAltName:
      Object.assign(into, readAltNames(value));
      return true;
    default:
      return false;
  }
}

function encodeExtension(oid: string, isCritical: boolean, value: Uint8Array): Uint8Array {
  const critical = isCritical ? [der.boolean(true)] : [];
  return der.sequence(der.objectIdentifier(oid), ...critical, der.octetString(value));
}

/** Numbers of the choices of GeneralName (RFC 5280, 4.2.1.6). */
const generalName = { email: 1, dns: 2, uri: 6, ip: 7 } as const;

function encodeAltNames(names: Partial<SubjectAltNames>): Uint8Array[] {
  const texts = (number: number, values: readonly string[] = []) =>
    values.map((value) => der.contextPrimitive(number, encodeUtf8(value)));
  const addresses = (names.ipAddresses ?? []).map((address) => {
    const bytes = parseIpAddress(address);
    if (bytes === undefined) {
      throw new CertificateError('CERTIFICATE_INVALID', `"${address}" is not an IP address`);
    }
    return der.contextPrimitive(generalName.ip, bytes);
  });
  return [
    ...texts(generalName.dns, names.dnsNames),
    ...texts(generalName.email, names.emailAddresses),
    ...addresses,
    ...texts(generalName.uri, names.uris),
  ];
}

function readAltNames(value: DerElement): SubjectAltNames {
  const names = readChildren(value);
  const contentsOf = (number: number) =>
    names.filter(({ tag }) => tag === Tag.contextPrimitive + number).map(({ content }) => content);
  return {
    dnsNames: contentsOf(generalName.dns).map(decodeUtf8),
    ipAddresses: contentsOf(generalName.ip).map(formatIpAddress),
    emailAddresses: contentsOf(generalName.email).map(decodeUtf8),
    uris: contentsOf(generalName.uri).map(decodeUtf8),
  };
}
