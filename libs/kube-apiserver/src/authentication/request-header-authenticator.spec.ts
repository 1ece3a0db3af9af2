import {
  createCertificateAuthority,
  type ExtendedKeyUsage,
  generatePrivateKey,
  issueCertificate,
} from '@drillyard/certificates';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  kubeadmRequestHeaders,
  RequestHeaderAuthenticator,
} from './request-header-authenticator.js';

const validity = {
  notBefore: new Date('2026-03-01T00:00:00Z'),
  notAfter: new Date('2027-03-01T00:00:00Z'),
};
const now = () => new Date('2026-04-01T00:00:00Z');

async function newAuthority(commonName: string) {
  const template = { ...validity, subject: { commonName }, keyUsages: ['cert sign'] as const };
  return createCertificateAuthority(template, await generatePrivateKey());
}
type Authority = Awaited<ReturnType<typeof newAuthority>>;

async function issue(authority: Authority, commonName: string, usage: ExtendedKeyUsage) {
  const template = { ...validity, subject: { commonName }, extendedKeyUsages: [usage] };
  const { publicKey } = await generatePrivateKey();
  return (await issueCertificate(template, publicKey, authority)).der;
}

const headers = [
  ['X-Remote-User', 'jane'],
  ['X-Remote-Group', 'dev, the team'],
  ['X-Remote-Group', 'ops'],
  ['X-Remote-Extra-Acme.com%2Fproject', 'x'],
];

describe('RequestHeaderAuthenticator', () => {
  let proxies: Authority;
  let authenticator: RequestHeaderAuthenticator;
  const ask = (certificates: Uint8Array[], sent = headers) =>
    authenticator.authenticate({
      headers: {},
      rawHeaders: sent.flat(),
      path: '/',
      clientCertificates: certificates,
    });
  beforeAll(async () => {
    proxies = await newAuthority('front-proxy-ca');
    authenticator = new RequestHeaderAuthenticator({
      ...kubeadmRequestHeaders,
      authorities: () => [proxies.certificate],
      now,
    });
  });

  it('believes the front proxy', async () => {
    const proxy = await issue(proxies, 'front-proxy-client', 'client auth');
    expect(await ask([proxy])).toEqual({
      user: {
        name: 'jane',
        groups: ['dev, the team', 'ops'],
        extra: { 'acme.com/project': ['x'] },
      },
    });
    expect(await ask([proxy], headers.slice(1))).toBeUndefined();
  });

  it('believes nobody else', async () => {
    expect(await ask([])).toBeUndefined();
    const others = await newAuthority('kubernetes');
    const stranger = await issue(others, 'front-proxy-client', 'client auth');
    await expect(ask([stranger])).rejects.toThrow('signed by unknown authority');
    const named = await issue(proxies, 'jane', 'client auth');
    await expect(ask([named])).rejects.toThrow(
      'x509: subject with cn=jane is not in the allowed list',
    );
    const serving = await issue(proxies, 'front-proxy-client', 'server auth');
    await expect(ask([serving])).rejects.toThrow('incompatible key usage');
  });
});
