import { afterAll, describe, expect, it } from 'vitest';
import { encodeCertificatePem, fingerprint, parseCertificatePem } from './certificate.js';
import { createCertificateAuthority, issueCertificate } from './issue-certificate.js';
import { encodePrivateKeyPem, generatePrivateKey, matchesPrivateKey } from './private-key.js';
import { hasOpenssl, OpensslFolder } from './testing/openssl.js';
import { isIssuedBy, verifyCertificate } from './verify-certificate.js';

const validity = {
  notBefore: new Date('2025-06-01T00:00:00Z'),
  notAfter: new Date('2055-06-01T00:00:00Z'),
};

async function newAuthority() {
  const template = {
    ...validity,
    subject: { commonName: 'kubernetes' },
    dnsNames: ['kubernetes'],
    keyUsages: ['digital signature', 'key encipherment', 'cert sign'] as const,
  };
  return createCertificateAuthority(template, await generatePrivateKey());
}

async function newServer(authority: Awaited<ReturnType<typeof newAuthority>>) {
  const key = await generatePrivateKey();
  const template = {
    ...validity,
    subject: { commonName: 'kube-apiserver', organizations: ['ops', 'dév@x'] },
    keyUsages: ['key encipherment', 'digital signature'] as const,
    extendedKeyUsages: ['server auth', 'client auth'] as const,
    isCertificateAuthority: false,
    dnsNames: ['localhost', 'kubernetes.default.svc.cluster.local'],
    ipAddresses: ['10.96.0.1', '::1', 'fd00::1:0:0:5'],
  };
  return { key, certificate: await issueCertificate(template, key.publicKey, authority) };
}

describe('issueCertificate', () => {
  it('reads back what it wrote', async () => {
    const authority = await newAuthority();
    const { key, certificate } = await newServer(authority);
    expect(parseCertificatePem(encodeCertificatePem(certificate))).toMatchObject({
      subject: { commonName: 'kube-apiserver', organizations: ['ops', 'dév@x'] },
      issuer: { commonName: 'kubernetes' },
      ...validity,
      keyUsages: ['digital signature', 'key encipherment'],
      extendedKeyUsages: ['server auth', 'client auth'],
      isCertificateAuthority: false,
      dnsNames: ['localhost', 'kubernetes.default.svc.cluster.local'],
      ipAddresses: ['10.96.0.1', '::1', 'fd00::1:0:0:5'],
      authorityKeyId: authority.certificate.subjectKeyId,
      publicKey: { algorithm: { kind: 'EC', curve: 'P-256' } },
      unhandledCriticalExtensions: [],
    });
    expect(certificate.subjectKeyId).toBeUndefined();
    expect(authority.certificate.subjectKeyId).toHaveLength(20);
    expect(matchesPrivateKey(certificate.publicKey, key)).toBe(true);
    expect(matchesPrivateKey(certificate.publicKey, authority.privateKey)).toBe(false);
    expect(await isIssuedBy(certificate, authority.certificate)).toBe(true);
  });
});

describe('verifyCertificate', () => {
  const at = new Date('2030-01-01T00:00:00Z');
  const cases = [
    { name: 'trusts its root', options: {}, reason: undefined },
    { name: 'allows a usage that is listed', options: { usage: 'client auth' }, reason: undefined },
    {
      name: 'refuses a usage that is not listed',
      options: { usage: 'code signing' },
      reason: 'x509: certificate specifies an incompatible key usage',
    },
    {
      name: 'refuses it too early',
      options: { at: new Date('2020-01-01T00:00:00Z') },
      reason:
        'x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2025-06-01T00:00:00Z',
    },
    {
      name: 'refuses it too late',
      options: { at: new Date('2060-01-01T00:00:00Z') },
      reason:
        'x509: certificate has expired or is not yet valid: current time 2060-01-01T00:00:00Z is after 2055-06-01T00:00:00Z',
    },
    {
      name: 'refuses it without roots',
      options: { roots: [] },
      reason: 'x509: certificate signed by unknown authority',
    },
  ] as const;
  it.each(cases)('$name', async ({ options, reason }) => {
    const authority = await newAuthority();
    const { certificate } = await newServer(authority);
    const verdict = await verifyCertificate(certificate, {
      roots: [authority.certificate],
      at,
      ...options,
    });
    expect(verdict.isValid ? undefined : verdict.reason).toBe(reason);
  });

  it('refuses a root of the same name with another key, and a leaf that plays authority', async () => {
    const [authority, impostor] = await Promise.all([newAuthority(), newAuthority()]);
    const { key, certificate } = await newServer(authority);
    const unknown = { isValid: false, reason: 'x509: certificate signed by unknown authority' };
    expect(await verifyCertificate(certificate, { roots: [impostor.certificate], at })).toEqual(
      unknown,
    );
    const forged = await newServer({ certificate, privateKey: key });
    const options = { roots: [authority.certificate], intermediates: [certificate], at };
    expect(await verifyCertificate(forged.certificate, options)).toEqual(unknown);
  });

  it('follows an intermediate authority', async () => {
    const authority = await newAuthority();
    const middleKey = await generatePrivateKey();
    const middle = await issueCertificate(
      {
        ...validity,
        subject: { commonName: 'middle' },
        keyUsages: ['cert sign'],
        isCertificateAuthority: true,
      },
      middleKey.publicKey,
      authority,
    );
    const { certificate } = await newServer({ certificate: middle, privateKey: middleKey });
    const options = { roots: [authority.certificate], intermediates: [middle], at };
    expect(await verifyCertificate(certificate, options)).toMatchObject({
      isValid: true,
      chain: [certificate, middle, authority.certificate],
    });
  });
});

describe.skipIf(!hasOpenssl)('openssl', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  it('verifies the chain and prints the same fields', async () => {
    const authority = await newAuthority();
    const { key, certificate } = await newServer(authority);
    folder.write('ca.crt', encodeCertificatePem(authority.certificate));
    folder.write('server.crt', encodeCertificatePem(certificate));
    folder.write('server.key', encodePrivateKeyPem(key));
    expect(
      folder.run(
        'verify',
        '-x509_strict',
        '-purpose',
        'sslserver',
        '-CAfile',
        'ca.crt',
        'server.crt',
      ),
    ).toContain('OK');
    const text = folder.run('x509', '-in', 'server.crt', '-noout', '-text', '-nameopt', 'utf8');
    expect(text).toContain('IP Address:10.96.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
    expect(text).toMatch(/Key Usage: critical\s+Digital Signature, Key Encipherment/);
    expect(text).toContain('TLS Web Server Authentication, TLS Web Client Authentication');
    expect(text).toMatch(/CN ?= ?kube-apiserver/);
    expect(text).toMatch(/O ?= ?ops \+ O ?= ?dév@x/);
    const printed = folder.run('x509', '-in', 'server.crt', '-noout', '-fingerprint', '-sha256');
    expect(printed).toContain(await fingerprint(certificate));
    expect(folder.run('x509', '-in', 'server.crt', '-noout', '-pubkey')).toBe(
      folder.run('pkey', '-in', 'server.key', '-pubout'),
    );
  });
});
