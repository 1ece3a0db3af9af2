import { generatePrivateKey } from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import { given, newStorage } from '../testing/new-storage.js';
import { AuthenticationError } from './authenticator.js';
import { decodeJwt, JwtSigner } from './jwt.js';
import { JwtKeySet } from './jwt-key-set.js';
import { ServiceAccountAuthenticator } from './service-account-authenticator.js';
import type { TokenBinding } from './service-account-claims.js';
import { ServiceAccountIssuer } from './service-account-issuer.js';

const issuedAt = new Date('2026-03-01T12:00:00Z');
const url = 'https://kubernetes.default.svc.cluster.local';
const [key, otherKey] = await Promise.all([generatePrivateKey(), generatePrivateKey()]);
const account = object('ServiceAccount', 'ci', 'uid-ci');
const pod = object('Pod', 'web', 'uid-web');
const secret = object('Secret', 'ci-token', 'uid-secret');

function object(kind: string, name: string, uid: string): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'default', uid } };
}

/** A cluster with one account, a pod and a Secret, and a clock to turn. */
function newCluster(signingKey = key) {
  const storage = newStorage();
  given(storage, 'serviceaccounts', account);
  given(storage, 'pods', pod);
  given(storage, 'secrets', secret);
  const world = { now: issuedAt };
  const authenticator = new ServiceAccountAuthenticator({
    issuers: [url],
    keys: new JwtKeySet([signingKey.publicKey]),
    apiAudiences: [url],
    reader: storage,
    now: () => world.now,
  });
  const issuer = new ServiceAccountIssuer(url, signingKey);
  const issue = (binding: TokenBinding = {}, audiences = [url]) =>
    issuer.issueToken({
      serviceAccount: account,
      audiences,
      lifetimeSeconds: 3600,
      binding,
      now: issuedAt,
    }).token;
  return { storage, world, authenticator, issue };
}

const reference = ({ metadata }: KubeObject) => ({
  name: metadata.name ?? '',
  uid: metadata.uid ?? '',
});

describe('ServiceAccountAuthenticator', () => {
  it('knows the account, its groups and the credential', async () => {
    const { authenticator, issue } = newCluster();
    expect(await authenticator.authenticateToken(issue())).toEqual({
      user: {
        name: 'system:serviceaccount:default:ci',
        uid: 'uid-ci',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:default'],
        extra: {
          'authentication.kubernetes.io/credential-id': [
            expect.stringMatching(/^JTI=[0-9a-f-]{36}$/),
          ],
        },
      },
      audiences: [url],
    });
  });

  it('mentions the pod and its node', async () => {
    const { authenticator, issue } = newCluster();
    const token = issue({ pod: reference(pod), node: { name: 'node-1', uid: 'uid-node' } });
    expect((await authenticator.authenticateToken(token))?.user.extra).toMatchObject({
      'authentication.kubernetes.io/pod-name': ['web'],
      'authentication.kubernetes.io/pod-uid': ['uid-web'],
      'authentication.kubernetes.io/node-name': ['node-1'],
      'authentication.kubernetes.io/node-uid': ['uid-node'],
    });
  });

  it('writes tokens as upstream does', () => {
    const jwt = decodeJwt(newCluster().issue());
    expect(Object.keys(jwt?.header ?? {})).toEqual(['alg', 'kid']);
    expect(Object.keys(jwt?.claims ?? {})).toEqual([
      'aud',
      'exp',
      'iat',
      'iss',
      'jti',
      'kubernetes.io',
      'nbf',
      'sub',
    ]);
    expect(jwt?.claims).toMatchObject({
      aud: [url],
      exp: 1772370000,
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'ci', uid: 'uid-ci' } },
      sub: 'system:serviceaccount:default:ci',
    });
  });

  it('signs with RSA keys as well', async () => {
    const { authenticator, issue } = newCluster(await generatePrivateKey({ rsaModulusBits: 2048 }));
    expect(decodeJwt(issue())?.header['alg']).toBe('RS256');
    expect(await authenticator.authenticateToken(issue())).toBeDefined();
  });

  it.each(['', 'a', 'a.b', 'a.b.c', 'e30.e30.e30', 'x'.repeat(100_000)])(
    'leaves %.10s to others',
    async (token) => {
      expect(await newCluster().authenticator.authenticateToken(token)).toBeUndefined();
    },
  );

  it('leaves the tokens of other issuers to others', async () => {
    const token = new JwtSigner(key).sign({ iss: 'https://elsewhere', sub: 'x' });
    expect(await newCluster().authenticator.authenticateToken(token)).toBeUndefined();
  });

  const [header, claims, signature] = newCluster().issue().split('.');
  const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
  const forged = Buffer.from(
    JSON.stringify({ ...decodeJwt(`${header}.${claims}.`)?.claims, sub: 'x' }),
  ).toString('base64url');
  it.each([
    [
      'with a changed claim',
      `${header}.${forged}.${signature}`,
      'error in cryptographic primitive',
    ],
    ['without a signature', `${unsigned}.${claims}.`, 'error in cryptographic primitive'],
    [
      'of another key',
      new ServiceAccountIssuer(url, otherKey).issueToken({
        serviceAccount: account,
        audiences: [url],
        lifetimeSeconds: 3600,
        binding: {},
        now: issuedAt,
      }).token,
      'invalid signature, no keys found',
    ],
    [
      'without an account',
      new JwtSigner(key).sign({ iss: url, aud: [url] }),
      'claims could not be validated',
    ],
  ])('refuses a token %s', async (_, token, message) => {
    const attempt = newCluster().authenticator.authenticateToken(token);
    await expect(attempt).rejects.toBeInstanceOf(AuthenticationError);
    await expect(attempt).rejects.toThrow(message);
  });

  it.each([
    ['2026-03-01T11:58:59Z', 'service account token is not valid yet'],
    ['2026-03-01T11:59:30Z', undefined],
    ['2026-03-01T13:00:59Z', undefined],
    ['2026-03-01T13:01:01Z', 'service account token has expired'],
  ])('at %s: %s', async (time, message) => {
    const { world, authenticator, issue } = newCluster();
    world.now = new Date(time);
    const attempt = authenticator.authenticateToken(issue());
    if (message === undefined) expect(await attempt).toBeDefined();
    else await expect(attempt).rejects.toThrow(message);
  });

  it('accepts a token for whom it is meant only', async () => {
    const { authenticator, issue } = newCluster();
    const token = issue({}, ['vault', 'registry']);
    expect(await authenticator.authenticateToken(token, ['registry', 'x'])).toMatchObject({
      audiences: ['registry'],
    });
    await expect(authenticator.authenticateToken(token)).rejects.toThrow(
      `token audiences ["vault" "registry"] is invalid for the target audiences ["${url}"]`,
    );
  });

  const bound = { pod: reference(pod), secret: reference(secret) };
  it.each([
    [
      'serviceaccounts',
      account,
      {},
      'serviceaccounts "ci" not found',
      'service account UID (new) does not match claim (uid-ci)',
    ],
    [
      'pods',
      pod,
      { pod: bound.pod },
      'service account token has been invalidated',
      'pod UID (new) does not match service account pod ref claim (uid-web)',
    ],
    [
      'secrets',
      secret,
      { secret: bound.secret },
      'service account token has been invalidated',
      'secret UID (new) does not match service account secret ref claim (uid-secret)',
    ],
  ])(
    'dies with its %s, and does not rise with a namesake',
    async (resource, owner, binding, gone, replaced) => {
      const { storage, authenticator, issue } = newCluster();
      const token = issue(binding);
      expect(await authenticator.authenticateToken(token)).toBeDefined();
      const stored = storage.get({ group: '', resource }, 'default', owner.metadata.name ?? '');
      storage.delete({ group: '', resource }, stored as KubeObject);
      await expect(authenticator.authenticateToken(token)).rejects.toThrow(gone);
      given(storage, resource, { ...owner, metadata: { ...owner.metadata, uid: 'new' } });
      await expect(authenticator.authenticateToken(token)).rejects.toThrow(replaced);
    },
  );
});
