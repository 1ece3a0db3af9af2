import { randomBytes } from 'node:crypto';
import {
  type Certificate,
  type CertificateAuthority,
  type CertificateRequest,
  type ExtendedKeyUsage,
  extendedKeyUsageOids,
  issueCertificate,
  keyUsages,
  toSubjectTemplate,
} from '@drillyard/certificates';

const minuteMs = 60_000;
/** For clocks that are behind; always less than the shortest lifetime. */
const backdateMs = 5 * minuteMs;
/** The end of lifetimes below this is not moved with their beginning. */
const shortMs = 8 * 60 * minuteMs;
const lifetimeMsMin = 10 * minuteMs;
/** kube-controller-manager's `--cluster-signing-duration`: a year. */
const lifetimeMsMax = 365 * 24 * 60 * minuteMs;

export interface SigningPolicy {
  readonly usages: readonly string[];
  readonly expirationSeconds?: number | undefined;
  readonly now: Date;
}

/**
 * The certificate for a request: its names and its key, none of the extensions it asks for but
 * the alternative names (upstream `pkg/controller/certificates/authority`). Undefined once the
 * authority has expired.
 */
export async function signRequest(
  request: CertificateRequest,
  policy: SigningPolicy,
  authority: CertificateAuthority,
): Promise<Certificate | undefined> {
  const { usages, now } = policy;
  const signerNotAfter = authority.certificate.notAfter;
  if (now >= signerNotAfter) return undefined;
  const { dnsNames, ipAddresses, emailAddresses, uris } = request;
  const asked = new Set(usages.map((usage) => otherWords[usage] ?? usage));
  return issueCertificate(
    {
      ...validity(policy, signerNotAfter),
      serialNumber: BigInt(`0x${randomBytes(16).toString('hex')}`),
      subject: toSubjectTemplate(request.subject),
      keyUsages: keyUsages.filter((usage) => asked.has(usage)),
      extendedKeyUsages: extendedKeyUsages.filter((usage) => asked.has(usage)),
      isCertificateAuthority: false,
      dnsNames,
      ipAddresses,
      emailAddresses,
      uris,
    },
    request.publicKey,
    authority,
  );
}

const otherWords: Readonly<Record<string, string>> = {
  signing: 'digital signature',
  's/mime': 'email protection',
};

/** In Go's order; the keys of a constant table are its usages. */
const extendedKeyUsages = Object.keys(extendedKeyUsageOids) as ExtendedKeyUsage[];

function validity({ expirationSeconds, now }: SigningPolicy, signerNotAfter: Date) {
  const askedMs = expirationSeconds === undefined ? lifetimeMsMax : expirationSeconds * 1_000;
  const lifetimeMs = Math.min(Math.max(askedMs, lifetimeMsMin), lifetimeMsMax);
  const endMs = now.getTime() + (lifetimeMs < shortMs ? lifetimeMs : lifetimeMs - backdateMs);
  return {
    notBefore: new Date(now.getTime() - backdateMs),
    notAfter: new Date(Math.min(endMs, signerNotAfter.getTime())),
  };
}
