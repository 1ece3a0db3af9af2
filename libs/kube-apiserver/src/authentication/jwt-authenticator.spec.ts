import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { encodeCertificatePem } from '@drillyard/certificates';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialHost } from '../dialing/dial.js';
import { createClusterPki, readPkiFile } from '../pki/cluster-pki.js';
import { JwtAuthenticator } from './jwt-authenticator.js';
import { parseAuthenticationConfiguration } from './parse-authentication-configuration.js';

const now = new Date('2026-03-01T12:00:00Z');
const claims = { sub: 'jane', groups: ['devs'], jti: 'x', tier: 'gold', uid: '7' };

describe('JwtAuthenticator', () => {
  let provider: Server;
  let issuer = '';
  let ca = '';
  let privateKey: CryptoKey;
  let served: { issuer: string; jwks_uri: string };

  beforeAll(async () => {
    const addresses = { advertiseAddress: '127.0.0.1', apiServerAddresses: ['127.0.0.1'] };
    const pki = await createClusterPki({ nodeName: 'controlplane', ...addresses, now: new Date() });
    ca = encodeCertificatePem(pki.certificateAuthority.certificate);
    const pair = await generateKeyPair('ES256', { extractable: true });
    privateKey = pair.privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: 'a', alg: 'ES256', use: 'sig' }];
    const dir = '/etc/kubernetes/pki';
    const cert = readPkiFile(pki.files, `${dir}/apiserver.crt`);
    const key = readPkiFile(pki.files, `${dir}/apiserver.key`);
    provider = createServer({ cert, key }, ({ url }, outgoing) => {
      const isKeys = url === '/keys';
      outgoing.end(JSON.stringify(isKeys ? { keys } : served));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address with one.
    issuer = `https://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    served = { issuer, jwks_uri: `${issuer}/keys` };
  });
  afterAll(() => new Promise((resolve) => provider.close(resolve)));

  const newAuthenticator = () => {
    const text = JSON.stringify({
      apiVersion: 'apiserver.config.k8s.io/v1',
      kind: 'AuthenticationConfiguration',
      jwt: [
        {
          issuer: { url: issuer, certificateAuthority: ca, audiences: ['kube'] },
          claimValidationRules: [{ claim: 'tier', requiredValue: 'gold' }],
          claimMappings: {
            username: { claim: 'sub', prefix: 'oidc:' },
            groups: { claim: 'groups', prefix: 'oidc:' },
            uid: { claim: 'uid' },
          },
        },
      ],
    });
    const [config] = parseAuthenticationConfiguration(text, '/auth.yaml').jwt;
    if (config === undefined) throw new Error('no issuer was read');
    return new JwtAuthenticator(config, ['api'], () => now, dialHost);
  };

  const sign = (payload: object, { audience = 'kube', lifetimeSeconds = 60, iss = issuer } = {}) =>
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg: 'ES256', kid: 'a' })
      .setIssuer(iss)
      .setAudience(audience)
      .setExpirationTime(now.getTime() / 1000 + lifetimeSeconds)
      .sign(privateKey);

  it('maps the claims of a token to a user', async () => {
    expect(await newAuthenticator().authenticateToken(await sign(claims))).toEqual({
      user: {
        name: 'oidc:jane',
        uid: '7',
        groups: ['oidc:devs'],
        extra: { 'authentication.kubernetes.io/credential-id': ['JTI=x'] },
      },
      audiences: ['api'],
    });
  });

  it('leaves what is not of its issuer to others', async () => {
    const authenticator = newAuthenticator();
    expect(await authenticator.authenticateToken('opaque')).toBeUndefined();
    const other = await sign(claims, { iss: 'https://other' });
    expect(await authenticator.authenticateToken(other)).toBeUndefined();
  });

  it.each<[string, object, Parameters<typeof sign>[1], RegExp]>([
    ['for somebody else', claims, { audience: 'other' }, /"aud"/],
    ['that has expired', claims, { lifetimeSeconds: -60 }, /"exp"/],
    ['without a name', { tier: 'gold' }, {}, /parse username claims "sub": claim not present/],
    [
      'without what is required',
      { ...claims, tier: undefined },
      {},
      /required claim tier not present/,
    ],
    ['with another value', { ...claims, tier: 'tin' }, {}, /Got = tin, want = gold/],
    ['with groups that are none', { ...claims, groups: [1] }, {}, /parse groups claim/],
  ])('refuses a token %s', async (_, payload, options, why) => {
    const token = await sign(payload, options);
    await expect(newAuthenticator().authenticateToken(token)).rejects.toThrow(why);
  });

  it('refuses a token somebody changed, and one nobody signed', async () => {
    const [header, , signature] = (await sign(claims)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, iss: issuer })).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const authenticator = newAuthenticator();
    for (const token of [`${header}.${forged}.${signature}`, `${unsigned}.${forged}.`]) {
      await expect(authenticator.authenticateToken(token)).rejects.toThrow('oidc: verify token');
    }
  });

  it('does not believe a provider that says it is another', async () => {
    served = { ...served, issuer: 'https://other' };
    const token = await sign(claims);
    await expect(newAuthenticator().authenticateToken(token)).rejects.toThrow('did not match');
    served = { ...served, issuer };
  });
});

describe('anonymous conditions', () => {
  it('are checked by the parser', () => {
    const text = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous: { enabled: false, conditions: [{ path: /healthz }] }`;
    expect(() => parseAuthenticationConfiguration(text, '/a')).toThrow(
      'anonymous.conditions: Invalid value: [{"path":"/healthz"}]: enabled should be set to true when conditions are defined',
    );
  });

  it.each([
    ['jwt: [{}]', 'jwt[0].issuer.url: Required value'],
    ['jwt: [{issuer: {url: "http://a", audiences: [a]}}]', 'URL scheme must be https'],
    ['nope: 1', 'strict decoding error: unknown field "nope"'],
    [
      'jwt: [{issuer: {url: "https://sa", audiences: [a]}, claimMappings: {username: {claim: a, prefix: ""}}}]',
      'jwt[0].issuer.url: Invalid value: "https://sa": URL must not overlap with disallowed issuers: [https://sa]',
    ],
  ])('%s is refused', (text, why) => {
    const head = 'apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n';
    expect(() => parseAuthenticationConfiguration(head + text, '/a', ['https://sa'])).toThrow(why);
  });
});
