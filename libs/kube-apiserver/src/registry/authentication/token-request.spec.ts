import { generatePrivateKey } from '@drillyard/certificates';
import type { KubeObject } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import { decodeJwt } from '../../authentication/jwt.js';
import { JwtKeySet } from '../../authentication/jwt-key-set.js';
import { ServiceAccountAuthenticator } from '../../authentication/service-account-authenticator.js';
import { ServiceAccountIssuer } from '../../authentication/service-account-issuer.js';
import { given, newStorage } from '../../testing/new-storage.js';
import { newRequestContext } from '../../testing/request-context.js';
import type { Draft } from '../resource-strategy.js';
import { tokenRequest } from './token-request.js';
import { tokenReview } from './token-review.js';

const key = await generatePrivateKey();
const apiAudiences = ['https://api'];
const account = object('ServiceAccount', 'ci', 'uid-ci');

function object(kind: string, name: string, uid: string, spec?: object): KubeObject {
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'ns1', uid },
    ...(spec && { spec }),
  };
}

function newWorld() {
  const storage = newStorage();
  given(storage, 'serviceaccounts', account);
  given(storage, 'secrets', object('Secret', 's', 'uid-s'));
  given(
    storage,
    'pods',
    object('Pod', 'web', 'uid-web', { serviceAccountName: 'ci', nodeName: 'gone' }),
  );
  given(storage, 'pods', object('Pod', 'other', 'uid-other', { serviceAccountName: 'default' }));
  const context = newRequestContext(storage, 'jane', { namespace: 'ns1' });
  const action = tokenRequest({
    issuer: new ServiceAccountIssuer('https://api', key),
    apiAudiences,
  });
  const authenticator = new ServiceAccountAuthenticator({
    issuers: ['https://api'],
    keys: new JwtKeySet([key.publicKey]),
    apiAudiences,
    reader: storage,
    now: context.now,
  });
  const review = tokenReview(authenticator, apiAudiences);
  return {
    ask: (spec: Draft, metadata: Draft = {}) => action.create(account, { metadata, spec }, context),
    review: (spec: Draft) => review.create({ spec }, context),
  };
}

const bind = (kind: string, name: string, uid?: string) => ({
  boundObjectRef: { apiVersion: 'v1', kind, name, ...(uid && { uid }) },
});

describe('tokenRequest', () => {
  it('issues a token for the API for an hour, where nothing else is asked for', async () => {
    const { ask, review } = newWorld();
    const answer = await ask({});
    expect(answer).toMatchObject({
      metadata: {
        name: 'ci',
        namespace: 'ns1',
        uid: 'uid-ci',
        creationTimestamp: '2026-03-01T12:00:00Z',
      },
      spec: { audiences: apiAudiences, expirationSeconds: 3600, boundObjectRef: null },
      status: { expirationTimestamp: '2026-03-01T13:00:00Z' },
    });
    expect((await review({ token: answer['status'].token }))['status']).toMatchObject({
      authenticated: true,
      user: {
        username: 'system:serviceaccount:ns1:ci',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:ns1', 'system:authenticated'],
      },
      audiences: apiAudiences,
    });
    expect(
      (await review({ token: answer['status'].token, audiences: ['vault'] }))['status'],
    ).toEqual({
      user: {},
      error:
        '[invalid bearer token, token audiences ["https://api"] is invalid for the target audiences ["vault"]]',
    });
  });

  it('binds to a Secret, and to a pod with its node', async () => {
    const { ask } = newWorld();
    const claims = async (spec: Draft) =>
      decodeJwt((await ask(spec))['status'].token)?.claims['kubernetes.io'];
    expect(await claims(bind('Secret', 's', 'uid-s'))).toMatchObject({
      secret: { name: 's', uid: 'uid-s' },
    });
    expect(await claims(bind('Pod', 'web'))).toEqual({
      namespace: 'ns1',
      node: { name: 'gone' },
      pod: { name: 'web', uid: 'uid-web' },
      serviceaccount: { name: 'ci', uid: 'uid-ci' },
    });
  });

  it('lets the projected tokens of pods live longer than they say, and notes when that begins', async () => {
    const { ask } = newWorld();
    const answer = await ask({ ...bind('Pod', 'web'), expirationSeconds: 3607 });
    const claims = decodeJwt(answer['status'].token)?.claims;
    expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(365 * 24 * 3600);
    expect(claims?.['kubernetes.io']).toMatchObject({ warnafter: Number(claims?.['iat']) + 3607 });
    expect(answer['status'].expirationTimestamp).toBe('2026-03-01T13:00:07Z');
  });

  it.each([
    [
      { expirationSeconds: 5 },
      {},
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 5: may not specify a duration less than 10 minutes',
    ],
    [{ expirationSeconds: 2 ** 32 + 1 }, {}, 'may not specify a duration larger than 2^32 seconds'],
    [
      {},
      { name: 'x' },
      'TokenRequest.authentication.k8s.io "ci" is invalid: metadata.name: Invalid value: "x": must match the service account name if specified',
    ],
    [
      {},
      { namespace: 'x' },
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      {},
      { uid: 'x' },
      'Operation cannot be fulfilled on TokenRequest.authentication.k8s.io "ci": the UID in the token request (x) does not match the UID of the service account (uid-ci)',
    ],
    [bind('Pod', 'zz'), {}, 'pods "zz" not found'],
    [
      bind('Pod', 'other'),
      {},
      'cannot bind token for serviceaccount "ci" to pod running with different serviceaccount name.',
    ],
    [
      bind('Secret', 's', 'x'),
      {},
      'Operation cannot be fulfilled on Secret "s": the UID in the bound object reference (x) does not match the UID in record. The object might have been deleted and then recreated',
    ],
    [
      { boundObjectRef: { apiVersion: 'apps/v1', kind: 'Foo', name: 'z' } },
      {},
      'cannot bind token to object of type apps/v1, Kind=Foo',
    ],
    [bind('constructor', 'x'), {}, 'cannot bind token to object of type v1, Kind=constructor'],
  ])('refuses %j with metadata %j', async (spec, metadata, message) => {
    await expect(newWorld().ask(spec, metadata)).rejects.toThrow(message);
  });
});

describe('tokenReview', () => {
  it.each(['abc', 'a.b.c'])('does not know %s', async (token) => {
    expect((await newWorld().review({ token }))['status']).toEqual({
      user: {},
      error: 'invalid bearer token',
    });
  });

  it('wants a token', async () => {
    await expect(newWorld().review({})).rejects.toThrow(
      'token is required for TokenReview in authentication',
    );
  });
});
