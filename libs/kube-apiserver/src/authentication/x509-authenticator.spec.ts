import {
  type Certificate,
  decodePem,
  generatePrivateKey,
  issueCertificate,
} from '@drillyard/certificates';
import { describe, expect, it } from 'vitest';
import { issueClientCredential } from '../pki/client-credential.js';
import { createClusterPki } from '../pki/cluster-pki.js';
import { AuthenticationError } from './authenticator.js';
import { X509Authenticator } from './x509-authenticator.js';

const issuedAt = new Date('2026-03-01T12:00:00Z');
const options = { nodeName: 'controlplane', advertiseAddress: '192.0.2.10', now: issuedAt };
const [pki, otherPki] = await Promise.all([createClusterPki(options), createClusterPki(options)]);
const authority = pki.certificateAuthority;

async function clientCertificate(
  userName: string,
  groups: readonly string[] = [],
  from = authority,
) {
  const { clientCertificatePem } = await issueClientCredential(
    { userName, groups },
    from,
    issuedAt,
  );
  return decodePem(clientCertificatePem).map(({ der }) => der);
}

function servingCertificate() {
  return decodePem(pki.files.get('/etc/kubernetes/pki/apiserver.crt') ?? '').map(({ der }) => der);
}

/** An authenticator with a clock and authorities that a test may change. */
function newAuthenticator() {
  const world = { now: issuedAt, authorities: [authority.certificate] as readonly Certificate[] };
  const authenticator = new X509Authenticator(
    () => world.authorities,
    () => world.now,
  );
  const authenticate = (clientCertificates: readonly Uint8Array[]) =>
    authenticator.authenticate({ headers: {}, path: '/', clientCertificates });
  return { world, authenticate };
}

describe('X509Authenticator', () => {
  it('reads user and groups from the certificate, and names the credential', async () => {
    const { authenticate } = newAuthenticator();
    const result = await authenticate(await clientCertificate('jane', ['dev', 'ops']));
    expect(result?.user).toMatchObject({ name: 'jane', groups: ['dev', 'ops'] });
    expect(result?.user.extra).toEqual({
      'authentication.kubernetes.io/credential-id': [
        expect.stringMatching(/^X509SHA256=[0-9a-f]{64}$/),
      ],
    });
  });

  it('has nothing to say where there is no certificate, no authority, or no name', async () => {
    const { world, authenticate } = newAuthenticator();
    expect(await authenticate([])).toBeUndefined();
    expect(await authenticate(await clientCertificate('', ['dev']))).toBeUndefined();
    world.authorities = [];
    await expect(authenticate(await clientCertificate('jane'))).rejects.toThrow(
      'unknown authority',
    );
  });

  it.each([
    [
      'of another authority',
      () => clientCertificate('jane', [], otherPki.certificateAuthority),
      'x509: certificate signed by unknown authority',
    ],
    ['for servers', servingCertificate, 'x509: certificate specifies an incompatible key usage'],
    ['that is none', () => [Uint8Array.of(1, 2, 3)], 'not an X.509 certificate'],
  ])('refuses a certificate %s', async (_, present, message) => {
    const { authenticate } = newAuthenticator();
    const attempt = authenticate(await present());
    await expect(attempt).rejects.toBeInstanceOf(AuthenticationError);
    await expect(attempt).rejects.toThrow(message);
  });

  it('refuses on a connection that lives longer than its certificate', async () => {
    const { world, authenticate } = newAuthenticator();
    const presented = await clientCertificate('jane');
    expect(await authenticate(presented)).toBeDefined();
    world.now = new Date('2027-03-01T12:00:01Z');
    await expect(authenticate(presented)).rejects.toThrow(
      /^verifying certificate SN=\d+, SKID=, AKID=[0-9A-F:]+ failed: x509: certificate has expired or is not yet valid: current time 2027-03-01T12:00:01Z is after 2027-03-01T12:00:00Z$/,
    );
  });

  it('holds a client that connects anew against the clock and the authorities of then', async () => {
    const { world, authenticate } = newAuthenticator();
    const presented = await clientCertificate('jane');
    const anew = () => authenticate(presented.map((der) => der.slice()));
    expect((await anew())?.user.name).toBe('jane');
    expect((await anew())?.user.name).toBe('jane');
    expect((await authenticate(await clientCertificate('joe')))?.user.name).toBe('joe');
    const unknown = await clientCertificate('jane', [], otherPki.certificateAuthority);
    await expect(authenticate(unknown)).rejects.toThrow('unknown authority');
    world.authorities = [otherPki.certificateAuthority.certificate];
    await expect(anew()).rejects.toThrow('unknown authority');
    world.authorities = [authority.certificate];
    world.now = new Date('2027-03-01T12:00:01Z');
    await expect(anew()).rejects.toThrow('has expired');
  });

  it('refuses on a connection that lives longer than its authority', async () => {
    const { world, authenticate } = newAuthenticator();
    const presented = await clientCertificate('jane');
    expect(await authenticate(presented)).toBeDefined();
    world.authorities = [otherPki.certificateAuthority.certificate];
    await expect(authenticate(presented)).rejects.toThrow('unknown authority');
    world.authorities = [otherPki.certificateAuthority.certificate, authority.certificate];
    expect(await authenticate(presented)).toBeDefined();
  });

  it('accepts an intermediate that the client presents', async () => {
    const { authenticate } = newAuthenticator();
    const privateKey = await generatePrivateKey();
    const template = {
      notBefore: issuedAt,
      notAfter: new Date('2026-04-01T00:00:00Z'),
      subject: { commonName: 'middle' },
      keyUsages: ['cert sign'] as const,
      isCertificateAuthority: true,
    };
    const certificate = await issueCertificate(template, privateKey.publicKey, authority);
    const presented = await clientCertificate('jane', [], { certificate, privateKey });
    await expect(authenticate(presented)).rejects.toThrow('unknown authority');
    const result = await authenticate([
      ...(await clientCertificate('jane', [], { certificate, privateKey })),
      certificate.der,
    ]);
    expect(result?.user.name).toBe('jane');
  });
});
