/** Node's names for a chain that does not end at an authority one trusts. */
const unknownAuthority: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

interface NameMismatch {
  readonly host: string;
  readonly cert: { readonly subjectaltname?: string };
}

/**
 * Why a server's certificate is not taken, in the words of a program in Go (`crypto/x509` `verify.go`):
 * what somebody looks for who reads the log of an API server. Other errors are returned as they are.
 */
export function asTlsRefusal(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  const why = refusal(error);
  if (why === undefined) return error;
  const told: NodeJS.ErrnoException = new Error(`tls: failed to verify certificate: x509: ${why}`);
  if (error.code !== undefined) told.code = error.code;
  return told;
}

function refusal(error: NodeJS.ErrnoException): string | undefined {
  const { code = '' } = error;
  if (unknownAuthority.has(code)) return 'certificate signed by unknown authority';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return 'certificate has expired or is not yet valid';
  }
  // Node documents both fields of an error with this code.
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return otherNames(error as NodeJS.ErrnoException & NameMismatch);
  }
  return undefined;
}

/** Names are told of names, and addresses of addresses. */
function otherNames({ host, cert }: NameMismatch): string {
  const isAddress = /^[\d.]+$|:/.test(host);
  const kind = isAddress ? 'IP Address:' : 'DNS:';
  const names = (cert.subjectaltname ?? '')
    .split(', ')
    .filter((name) => name.startsWith(kind))
    .map((name) => name.slice(kind.length));
  if (names.length > 0) return `certificate is valid for ${names.join(', ')}, not ${host}`;
  return isAddress
    ? `cannot validate certificate for ${host} because it doesn't contain any IP SANs`
    : `certificate is not valid for any names, but wanted to match ${host}`;
}
