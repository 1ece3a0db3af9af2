import { hostnameError } from '@drillyard/certificates';

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
  const told: NodeJS.ErrnoException = new Error(`tls: failed to verify certificate: ${why}`);
  if (error.code !== undefined) told.code = error.code;
  return told;
}

function refusal(error: NodeJS.ErrnoException): string | undefined {
  const { code = '' } = error;
  if (unknownAuthority.has(code)) return 'x509: certificate signed by unknown authority';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return 'x509: certificate has expired or is not yet valid';
  }
  // Node documents both fields of an error with this code.
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { host, cert } = error as NodeJS.ErrnoException & NameMismatch;
    const names = cert.subjectaltname ?? '';
    return hostnameError(host, {
      dnsNames: namesOf(names, 'DNS:'),
      ipAddresses: namesOf(names, 'IP Address:'),
    });
  }
  return undefined;
}

/** OpenSSL's list of names, as Node shows it. */
function namesOf(subjectaltname: string, kind: string): readonly string[] {
  return subjectaltname
    .split(', ')
    .filter((name) => name.startsWith(kind))
    .map((name) => name.slice(kind.length));
}
