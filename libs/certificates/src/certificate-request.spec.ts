import { afterAll, describe, expect, it } from 'vitest';
import { formatHex } from './bytes.js';
import { parseCertificatePem } from './certificate.js';
import {
  createCertificateRequestPem,
  parseCertificateRequest,
  parseCertificateRequestPem,
  verifyCertificateRequest,
} from './certificate-request.js';
import { formatDistinguishedName } from './distinguished-name.js';
import {
  encodePrivateKeyPem,
  generatePrivateKey,
  matchesPrivateKey,
  parsePrivateKeyPem,
} from './private-key.js';
import { encodePublicKeyPem } from './public-key.js';
import { hasOpenssl, OpensslFolder } from './testing/openssl.js';
import { isIssuedBy } from './verify-certificate.js';

describe('createCertificateRequestPem', () => {
  it('makes a request that reads back and verifies, until a byte of it changes', async () => {
    const key = await generatePrivateKey();
    const subject = { commonName: 'jane', organizations: ['dev', 'ops'] };
    const pem = await createCertificateRequestPem({ subject, dnsNames: ['jane.example'] }, key);
    const request = parseCertificateRequestPem(pem);
    expect(request).toMatchObject({ subject, dnsNames: ['jane.example'] });
    expect(formatDistinguishedName(request.subject)).toBe('CN=jane,O=dev+O=ops');
    expect(matchesPrivateKey(request.publicKey, key)).toBe(true);
    expect(await verifyCertificateRequest(request)).toBe(true);
    const forged = request.der.slice();
    forged[forged.indexOf('j'.charCodeAt(0))] = 'J'.charCodeAt(0);
    expect(await verifyCertificateRequest(parseCertificateRequest(forged))).toBe(false);
  });

  it.each([
    [
      'no PEM',
      'jane',
      'expected CERTIFICATE REQUEST or NEW CERTIFICATE REQUEST, found no PEM block',
    ],
    [
      'another block',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      'expected CERTIFICATE REQUEST or NEW CERTIFICATE REQUEST, found CERTIFICATE',
    ],
    [
      'rubbish inside',
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n',
      'not a PKCS #10 certificate request: not valid DER: trailing data',
    ],
    [
      'no base64',
      '-----BEGIN CERTIFICATE REQUEST-----\n?\n-----END CERTIFICATE REQUEST-----\n',
      'PEM block CERTIFICATE REQUEST: its body is not base64',
    ],
  ])('refuses %s', (_, pem, message) => {
    expect(() => parseCertificateRequestPem(pem)).toThrow(message);
  });

  it('refuses what is cut off anywhere, without another kind of error', async () => {
    const pem = await createCertificateRequestPem(
      { subject: { commonName: 'jane' } },
      await generatePrivateKey(),
    );
    const { der } = parseCertificateRequestPem(pem);
    for (let length = 0; length < der.length; length++) {
      expect(() => parseCertificateRequest(der.subarray(0, length))).toThrow('not a PKCS #10');
    }
  });
});

describe.skipIf(!hasOpenssl)('openssl', () => {
  const folder = new OpensslFolder();
  afterAll(() => folder.remove());

  const keys = [
    ['EC P-256, PKCS #8', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
    ['EC P-384, SEC 1', ['ecparam', '-genkey', '-name', 'secp384r1']],
    ['EC P-521, SEC 1 without parameters', ['ecparam', '-genkey', '-name', 'secp521r1', '-noout']],
    ['RSA 2048, PKCS #8', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
    ['Ed25519, PKCS #8', ['genpkey', '-algorithm', 'ED25519']],
    ['RSA 2048, PKCS #1', ['genrsa', '-traditional', '2048']],
  ] as const;
  it.each(keys)(
    'keys, requests and certificates of %s are understood',
    async (_, [command, ...options]) => {
      folder.run(command, '-out', 'key.pem', ...options);
      const key = await parsePrivateKeyPem(folder.read('key.pem'));
      expect(encodePublicKeyPem(key.publicKey)).toBe(
        folder.run('pkey', '-in', 'key.pem', '-pubout'),
      );
      folder.write('rewritten.pem', encodePrivateKeyPem(key));
      expect(folder.run('pkey', '-in', 'rewritten.pem')).toBe(folder.run('pkey', '-in', 'key.pem'));

      const request = ['req', '-new', '-key', 'key.pem', '-subj', '/O=dev/O=ops/CN=jané', '-utf8'];
      folder.run(
        ...request,
        '-addext',
        'subjectAltName=DNS:a.b,IP:1.2.3.4,email:j@x,URI:urn:x',
        '-out',
        'csr.pem',
      );
      const parsed = parseCertificateRequestPem(folder.read('csr.pem'));
      expect(parsed).toMatchObject({
        subject: { commonName: 'jané', organizations: ['dev', 'ops'] },
        dnsNames: ['a.b'],
        ipAddresses: ['1.2.3.4'],
        emailAddresses: ['j@x'],
        uris: ['urn:x'],
      });
      expect(matchesPrivateKey(parsed.publicKey, key)).toBe(true);
      expect(await verifyCertificateRequest(parsed)).toBe(true);

      folder.run(
        'req',
        '-x509',
        '-key',
        'key.pem',
        '-subj',
        '/CN=root',
        '-days',
        '9',
        '-out',
        'ca.pem',
      );
      const authority = parseCertificatePem(folder.read('ca.pem'));
      expect(authority).toMatchObject({
        isCertificateAuthority: true,
        subject: { commonName: 'root' },
      });
      expect(await isIssuedBy(authority, authority)).toBe(true);
      const printed = folder.run('x509', '-in', 'ca.pem', '-noout', '-ext', 'subjectKeyIdentifier');
      expect(printed).toContain(formatHex(authority.subjectKeyId ?? new Uint8Array(), ':'));

      const own = await createCertificateRequestPem(
        { subject: { commonName: 'x' }, dnsNames: ['y'] },
        key,
      );
      folder.write('own.pem', own);
      expect(folder.run('req', '-in', 'own.pem', '-noout', '-verify', '-text')).toContain('DNS:y');
    },
  );
});
