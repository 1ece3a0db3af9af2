import { afterAll, describe, expect, it } from 'vitest';
import { parseCertificatePem } from './certificate.js';
import { createCertificateAuthority, issueCertificate } from './issue-certificate.js';
import { generatePrivateKey } from './private-key.js';
import { hasOpenssl, OpensslFolder } from './testing/openssl.js';
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

/** `openssl x509 -req -signkey`, without any extension file, is how many guides make their CA. */
describe.skipIf(!hasOpenssl)('certificates of version 1, made by openssl', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  it('are good as roots, not as intermediates', async ({ skip }) => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    for (const name of ['root', 'middle', 'leaf']) {
      folder.run(
        'req',
        '-new',
        ...key,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
        '-subj',
        `/CN=${name}`,
      );
    }
    folder.run('x509', '-req', '-in', 'root.csr', '-signkey', 'root.key', '-out', 'root.crt');
    const sign = (name: string, authority: string) => {
      const by = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-set_serial', '2'];
      folder.run('x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.crt`);
      return parseCertificatePem(folder.read(`${name}.crt`));
    };
    const roots = [parseCertificatePem(folder.read('root.crt'))];
    skip(roots[0]?.version !== 1, 'this openssl makes certificates of version 3');
    const middle = sign('middle', 'root');
    expect(middle.isCertificateAuthority).toBe(false);
    // The machine's clock may be put right while openssl works.
    const now = new Date(Date.now() + 60_000);
    expect(await verifyCertificate(sign('leaf', 'root'), { roots, at: now })).toMatchObject({
      isValid: true,
    });
    expect(
      await verifyCertificate(sign('leaf', 'middle'), { roots, intermediates: [middle], at: now }),
    ).toEqual({ isValid: false, reason: 'x509: certificate signed by unknown authority' });
  });
});
