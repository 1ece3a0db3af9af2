import { describe, expect, it } from 'vitest';
import { createCertificateAuthority, issueCertificate } from './issue-certificate.js';
import { generatePrivateKey } from './private-key.js';
import { verifyCertificate } from './verify-certificate.js';

const validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') };
const at = new Date('2026-06-01');

describe('verifyCertificate', () => {
  it('gives up on a crowd of authorities that all sign each other', async () => {
    const key = await generatePrivateKey();
    const template = {
      ...validity,
      subject: { commonName: 'crowd' },
      keyUsages: ['cert sign'] as const,
    };
    const first = await createCertificateAuthority(template, key);
    const crowd = await Promise.all(
      Array.from({ length: 12 }, () =>
        issueCertificate({ ...template, isCertificateAuthority: true }, key.publicKey, first),
      ),
    );
    const leaf = await issueCertificate(
      { ...validity, subject: { commonName: 'x' } },
      key.publicKey,
      first,
    );
    const verdict = await verifyCertificate(leaf, { roots: [], intermediates: crowd, at });
    expect(verdict).toEqual({
      isValid: false,
      reason: 'x509: certificate signed by unknown authority',
    });
  });

  it('keeps to the path length an authority sets', async () => {
    const keys = await Promise.all([generatePrivateKey(), generatePrivateKey()]);
    const root = await createCertificateAuthority(
      { ...validity, subject: { commonName: 'root' }, keyUsages: ['cert sign'] },
      keys[0],
    );
    const middle = await issueCertificate(
      { ...validity, subject: { commonName: 'middle' }, isCertificateAuthority: true },
      keys[1].publicKey,
      root,
    );
    const leaf = await issueCertificate(
      { ...validity, subject: { commonName: 'x' } },
      keys[1].publicKey,
      {
        certificate: middle,
        privateKey: keys[1],
      },
    );
    const verify = (pathLengthMax?: number) => {
      const limited = {
        ...root.certificate,
        ...(pathLengthMax !== undefined && { pathLengthMax }),
      };
      return verifyCertificate(leaf, { roots: [limited], intermediates: [middle], at });
    };
    expect((await verify()).isValid).toBe(true);
    expect((await verify(1)).isValid).toBe(true);
    expect((await verify(0)).isValid).toBe(false);
  });
});
