import { parseIpAddress } from './ip-address.js';

/** What a certificate is valid for. */
export interface CertifiedNames {
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/**
 * Why a certificate that does not name a host is refused, in the words of Go's `HostnameError`
 * (`crypto/x509`, `verify.go`): names are told of names, and addresses of addresses.
 */
export function hostnameError(host: string, { dnsNames, ipAddresses }: CertifiedNames): string {
  const isAddress = parseIpAddress(host) !== undefined;
  const names = isAddress ? ipAddresses : dnsNames;
  if (names.length > 0) {
    return `x509: certificate is valid for ${names.join(', ')}, not ${host}`;
  }
  return isAddress
    ? `x509: cannot validate certificate for ${host} because it doesn't contain any IP SANs`
    : `x509: certificate is not valid for any names, but wanted to match ${host}`;
}
