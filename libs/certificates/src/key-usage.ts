/** Key usages by the names of certificates.k8s.io/v1 `KeyUsage`. */

/** In the order of the bits (RFC 5280, 4.2.1.3). */
export const keyUsages = [
  'digital signature',
  'content commitment',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** Extended key usages and their object identifiers (RFC 5280, 4.2.1.12). */
export const extendedKeyUsageOids = {
  any: '2.5.29.37.0',
  'server auth': '1.3.6.1.5.5.7.3.1',
  'client auth': '1.3.6.1.5.5.7.3.2',
  'code signing': '1.3.6.1.5.5.7.3.3',
  'email protection': '1.3.6.1.5.5.7.3.4',
  'ipsec end system': '1.3.6.1.5.5.7.3.5',
  'ipsec tunnel': '1.3.6.1.5.5.7.3.6',
  'ipsec user': '1.3.6.1.5.5.7.3.7',
  timestamping: '1.3.6.1.5.5.7.3.8',
  'ocsp signing': '1.3.6.1.5.5.7.3.9',
  'microsoft sgc': '1.3.6.1.4.1.311.10.3.3',
  'netscape sgc': '2.16.840.1.113730.4.1',
} as const;
export type ExtendedKeyUsage = keyof typeof extendedKeyUsageOids;

// Object.entries widens the keys of a constant table to string.
const namesByOid = new Map(
  Object.entries(extendedKeyUsageOids).map(([name, oid]) => [oid as string, name]),
);

/** The name of an extended key usage, or its dotted identifier where it has none. */
export function extendedKeyUsageName(oid: string): string {
  return namesByOid.get(oid) ?? oid;
}
