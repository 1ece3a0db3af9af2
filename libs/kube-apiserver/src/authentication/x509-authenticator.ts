import { createHash } from 'node:crypto';
import {
  type Certificate,
  CertificateError,
  formatHex,
  parseCertificate,
  verifyCertificate,
} from '@drillyard/certificates';
import {
  AuthenticationError,
  type AuthenticationRequest,
  type AuthenticationResult,
  type Authenticator,
  credentialIdKey,
  type UserInfo,
} from './authenticator.js';

/** Attribute of a subject that holds a user's uid (apimachinery `asn1.X509UID`). */
const uidOid = '1.3.6.1.4.1.57683.2';

/** Of the certificates seen last; a cluster has a handful of users with one. */
const rememberedMax = 64;

/** What was found about the certificates of a client under one set of authorities. */
interface Verified {
  readonly authorities: readonly Certificate[];
  readonly chain: readonly Certificate[];
  readonly user: UserInfo | undefined;
}

/**
 * Client certificates (apiserver `request/x509`): common name → user, organizations → groups.
 * Every request is held against the authorities of that moment and the clock; signatures are computed
 * once for as long as the authorities stay the same, also when the client connects anew.
 */
export class X509Authenticator implements Authenticator {
  private readonly ofConnection = new WeakMap<Uint8Array, Verified>();
  private readonly remembered = new Map<string, Verified>();

  constructor(
    /** The current client CA bundle; the same array until it changes. Undefined: none is set. */
    private readonly clientAuthorities: () => readonly Certificate[] | undefined,
    private readonly now: () => Date,
  ) {}

  async authenticate({
    clientCertificates,
  }: AuthenticationRequest): Promise<AuthenticationResult | undefined> {
    const [leaf] = clientCertificates;
    const authorities = this.clientAuthorities();
    if (leaf === undefined || authorities === undefined) return undefined;
    const known = this.ofConnection.get(leaf) ?? this.remembered.get(digestOf(clientCertificates));
    const found =
      known?.authorities === authorities && isCurrent(known.chain, this.now())
        ? known
        : await this.verify(clientCertificates, authorities);
    this.ofConnection.set(leaf, found);
    return found.user && { user: found.user };
  }

  private async verify(
    clientCertificates: readonly Uint8Array[],
    roots: readonly Certificate[],
  ): Promise<Verified> {
    const [leaf, ...intermediates] = clientCertificates.map(parsePresented);
    if (leaf === undefined) throw new AuthenticationError('no client certificate');
    const options = { roots, intermediates, at: this.now(), usage: 'client auth' } as const;
    const verdict = await verifyCertificate(leaf, options);
    if (!verdict.isValid) {
      throw new AuthenticationError(
        `verifying certificate ${identify(leaf)} failed: ${verdict.reason}`,
      );
    }
    const found = { authorities: roots, chain: verdict.chain, user: userOf(leaf) };
    this.remember(digestOf(clientCertificates), found);
    return found;
  }

  private remember(digest: string, found: Verified): void {
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined && this.remembered.size >= rememberedMax) {
      this.remembered.delete(oldest);
    }
    this.remembered.set(digest, found);
  }
}

/** DER says its own length: no two chains are the same bytes. */
function digestOf(certificates: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const certificate of certificates) hash.update(certificate);
  return hash.digest('hex');
}

/** A certificate without a common name names nobody. */
function userOf(certificate: Certificate): UserInfo | undefined {
  const { commonName, organizations } = certificate.subject;
  if (commonName === '') return undefined;
  const uid = uidOf(certificate);
  const digest = createHash('sha256').update(certificate.der).digest('hex');
  return {
    name: commonName,
    ...(uid !== undefined && { uid }),
    groups: organizations,
    extra: { [credentialIdKey]: [`X509SHA256=${digest}`] },
  };
}

function uidOf({ subject }: Certificate): string | undefined {
  const uids = subject.relativeNames
    .flat()
    .filter(({ type }) => type === uidOid)
    .map(({ value }) => value);
  if (uids.length > 1) {
    throw new AuthenticationError(`expected 1 UID, but found multiple: [${uids.join(' ')}]`);
  }
  if (uids[0] === '') throw new AuthenticationError('UID cannot be an empty string');
  return uids[0];
}

function isCurrent(chain: readonly Certificate[], at: Date): boolean {
  return chain.every(({ notBefore, notAfter }) => notBefore <= at && at <= notAfter);
}

function parsePresented(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) throw new AuthenticationError(error.message);
    throw error;
  }
}

function identify({ serialNumber, subjectKeyId, authorityKeyId }: Certificate): string {
  const hex = (bytes: Uint8Array = new Uint8Array()) => formatHex(bytes, ':');
  return `SN=${serialNumber}, SKID=${hex(subjectKeyId)}, AKID=${hex(authorityKeyId)}`;
}
