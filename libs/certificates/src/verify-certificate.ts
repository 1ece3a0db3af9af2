import { equalBytes } from './bytes.js';
import type { Certificate } from './certificate.js';
import type { ExtendedKeyUsage } from './key-usage.js';
import { verifySignature } from './signature.js';

export interface VerifyOptions {
  /** Trusted as they are; an expired one is refused like any other. */
  readonly roots: readonly Certificate[];
  readonly intermediates?: readonly Certificate[];
  readonly at: Date;
  /** What the certificate is to be used for, such as `client auth`. Left out: anything. */
  readonly usage?: ExtendedKeyUsage;
}

/** Why a certificate is refused, in the words of Go's x509 package, which Kubernetes shows. */
export type VerifyVerdict =
  | { readonly isValid: true; readonly chain: readonly Certificate[] }
  | { readonly isValid: false; readonly reason: string };

/** Longer chains than Kubernetes' own (leaf, intermediate, root) stay cheap to refuse. */
const chainLengthMax = 5;

/** As in Go: certificates that all sign each other cannot make a verifier work without end. */
const signatureChecksMax = 100;

/** Follows issuers from a certificate to a root (RFC 5280, section 6, without name constraints). */
export async function verifyCertificate(
  leaf: Certificate,
  options: VerifyOptions,
): Promise<VerifyVerdict> {
  const refusal = checkCertificate(leaf, options.at) ?? checkUsage(leaf, options.usage);
  if (refusal !== undefined) return { isValid: false, reason: refusal };
  const chain = await findChain([leaf], options, { signatureChecks: 0 });
  return chain === undefined
    ? { isValid: false, reason: 'x509: certificate signed by unknown authority' }
    : { isValid: true, chain };
}

/** Whether the authority's key made the certificate's signature. */
export async function isIssuedBy(
  certificate: Certificate,
  authority: Certificate,
): Promise<boolean> {
  return (
    equalBytes(certificate.issuer.encoded, authority.subject.encoded) &&
    (await verifySignature(
      authority.publicKey,
      certificate.signatureAlgorithm,
      certificate.signature,
      certificate.signedBytes,
    ))
  );
}

async function findChain(
  chain: readonly Certificate[],
  options: VerifyOptions,
  spent: { signatureChecks: number },
): Promise<readonly Certificate[] | undefined> {
  const isIssuedByAuthority = (certificate: Certificate, authority: Certificate) => {
    spent.signatureChecks += 1;
    return spent.signatureChecks <= signatureChecksMax && isIssuedBy(certificate, authority);
  };
  const current = chain.at(-1);
  if (current === undefined || chain.length > chainLengthMax) return undefined;
  if (options.roots.some((root) => equalBytes(root.der, current.der))) return chain;
  for (const root of options.roots) {
    if (
      canBeRoot(root) &&
      canIssue(root, chain, options) &&
      (await isIssuedByAuthority(current, root))
    )
      return [...chain, root];
  }
  for (const authority of options.intermediates ?? []) {
    if (chain.includes(authority) || !authority.isCertificateAuthority) continue;
    if (!canIssue(authority, chain, options)) continue;
    if (!(await isIssuedByAuthority(current, authority))) continue;
    const found = await findChain([...chain, authority], options, spent);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A root of version 1 has no extension to say that it is one, and is trusted all the same. */
function canBeRoot({ version, isCertificateAuthority }: Certificate): boolean {
  return isCertificateAuthority || version < 3;
}

function canIssue(authority: Certificate, chain: readonly Certificate[], options: VerifyOptions) {
  const authoritiesBelow = chain.length - 1;
  return (
    (authority.keyUsages.length === 0 || authority.keyUsages.includes('cert sign')) &&
    authoritiesBelow <= (authority.pathLengthMax ?? Number.POSITIVE_INFINITY) &&
    checkCertificate(authority, options.at) === undefined &&
    checkUsage(authority, options.usage) === undefined
  );
}

function checkCertificate(certificate: Certificate, at: Date): string | undefined {
  const { notBefore, notAfter, unhandledCriticalExtensions } = certificate;
  const expired = 'x509: certificate has expired or is not yet valid: current time';
  if (unhandledCriticalExtensions.length > 0) return 'x509: unhandled critical extension';
  if (at < notBefore) return `${expired} ${formatTime(at)} is before ${formatTime(notBefore)}`;
  if (at > notAfter) return `${expired} ${formatTime(at)} is after ${formatTime(notAfter)}`;
  return undefined;
}

function checkUsage(certificate: Certificate, usage: ExtendedKeyUsage | undefined) {
  const allowed = certificate.extendedKeyUsages;
  const isAllowed =
    usage === undefined ||
    usage === 'any' ||
    allowed.length === 0 ||
    allowed.includes('any') ||
    allowed.includes(usage);
  return isAllowed ? undefined : 'x509: certificate specifies an incompatible key usage';
}

/** RFC 3339 in whole seconds, as Go prints it. */
function formatTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
