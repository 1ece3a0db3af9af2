import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import {
  createCertificateAuthority,
  encodeCertificatePem,
  encodePrivateKeyPem,
  generatePrivateKey,
} from '@drillyard/certificates';
import type {
  AuthenticationRequest,
  AuthenticationResult,
  Authenticator,
} from './authenticator.js';

/** The name by which a server's own client asks for it (apiserver `LoopbackClientServerNameOverride`). */
export const loopbackServerName = 'apiserver-loopback-client';

const tokenBytes = 32;
const dayMs = 86_400_000;
/** Upstream's age of a loopback certificate; no process lasts longer. */
const validityMs = (3 * 365 + 1) * dayMs;

/**
 * Whom a cluster's own client is: no file and no object says so, and none can keep it out
 * (apiserver `AuthorizeClientBearerToken`). The token is in memory only; the servers that one
 * cluster has after each other share it.
 */
export class LoopbackIdentity {
  readonly token = randomBytes(tokenBytes).toString('base64url');
  private readonly header = Buffer.from(`Bearer ${this.token}`);
  private readonly user = {
    name: 'system:apiserver',
    uid: randomUUID(),
    groups: ['system:authenticated', 'system:masters'],
  };

  /** Whoever else asks is the other's business. */
  orElse(other: Authenticator): Authenticator {
    const authenticate = async (
      request: AuthenticationRequest,
    ): Promise<AuthenticationResult | undefined> =>
      this.isBearer(request) ? { user: this.user } : other.authenticate(request);
    return { authenticate };
  }

  private isBearer({ headers }: AuthenticationRequest): boolean {
    const sent = Buffer.from(headers.authorization ?? '');
    return sent.length === this.header.length && timingSafeEqual(sent, this.header);
  }
}

/** What servers show to a client that asks for {@link loopbackServerName}, and what it trusts. */
export interface LoopbackCertificate {
  readonly certificatePem: string;
  readonly context: SecureContext;
  /** Of a client that trusts it and shows no certificate of its own. */
  readonly clientContext: SecureContext;
}

let certificate: Promise<LoopbackCertificate> | undefined;

/** Made when it is first asked for: one for this process, as upstream has one for each of its. */
export function loopbackCertificate(): Promise<LoopbackCertificate> {
  certificate ??= createCertificate();
  return certificate;
}

async function createCertificate(): Promise<LoopbackCertificate> {
  // TLS libraries go by the machine's time, whatever time a cluster is in.
  const now = Date.now();
  const key = await generatePrivateKey();
  const { certificate } = await createCertificateAuthority(
    {
      subject: { commonName: `${loopbackServerName}@${Math.floor(now / 1000)}` },
      notBefore: new Date(now - dayMs),
      notAfter: new Date(now + validityMs),
      keyUsages: ['digital signature', 'key encipherment', 'cert sign'],
      extendedKeyUsages: ['server auth'],
      dnsNames: [loopbackServerName],
    },
    key,
  );
  const certificatePem = encodeCertificatePem(certificate);
  const context = createSecureContext({ cert: certificatePem, key: encodePrivateKeyPem(key) });
  return { certificatePem, context, clientContext: createSecureContext({ ca: certificatePem }) };
}
