import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';

const accounts = '/api/v1/namespaces/default/serviceaccounts';
const secrets = '/api/v1/namespaces/default/secrets';
const review = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const today = '2026-03-01';

let server: TestApiServer;
beforeAll(async () => {
  server = await TestApiServer.start({ now: () => new Date(`${today}T12:00:00Z`) });
});
afterAll(() => server.close());

function newSecret(name: string, account: string) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, annotations: { 'kubernetes.io/service-account.name': account } },
    type: 'kubernetes.io/service-account-token',
  };
}

async function filled(name: string) {
  const query = `watch=1&fieldSelector=metadata.name%3D${name}`;
  for await (const { object } of server.watch(`${secrets}?${query}`)) {
    if (object.data?.token !== undefined) return object;
  }
  throw new Error('the watch ended');
}

function whoami(token: string) {
  return server.request({
    method: 'POST',
    path: review,
    anonymous: true,
    headers: { Authorization: `Bearer ${token}` },
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  });
}

describe('TokensController', () => {
  it('fills the Secret of an account with a token that lives as long as both', async () => {
    const metadata = { name: 'robot' };
    const account = await server.create(accounts, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
    });
    await server.create(secrets, newSecret('robot-token', 'robot'));
    const secret = await filled('robot-token');
    expect(Object.keys(secret.data).sort()).toEqual(['ca.crt', 'namespace', 'token']);
    const { uid } = account.json.metadata;
    expect(secret.metadata.annotations['kubernetes.io/service-account.uid']).toBe(uid);

    const token = Buffer.from(secret.data.token, 'base64').toString();
    const answer = await whoami(token);
    expect(answer.json.status.userInfo).toMatchObject({
      username: 'system:serviceaccount:default:robot',
      uid,
    });
    for (;;) {
      const { json } = await server.request({ path: `${secrets}/robot-token` });
      if (json.metadata.labels?.['kubernetes.io/legacy-token-last-used'] === today) break;
    }

    await server.request({ method: 'DELETE', path: `${accounts}/robot` });
    await server.eventually(`${secrets}/robot-token`, 404);
    expect((await whoami(token)).status).toBe(401);
  });

  it('takes a Secret away whose account is not there', async () => {
    await server.create(secrets, newSecret('nobody-token', 'nobody'));
    await server.eventually(`${secrets}/nobody-token`, 404);
  });
});

describe('openidMetadataRoutes', () => {
  it('publishes the issuer and its keys', async () => {
    const configuration = await server.request({ path: '/.well-known/openid-configuration' });
    expect(configuration.headers['cache-control']).toBe('public, max-age=3600');
    expect(configuration.json).toMatchObject({
      issuer: 'https://kubernetes.default.svc.cluster.local',
      id_token_signing_alg_values_supported: ['ES256'],
    });
    const keys = await server.request({ path: new URL(configuration.json.jwks_uri).pathname });
    expect(keys.headers['content-type']).toBe('application/jwk-set+json');
    expect(keys.json.keys).toMatchObject([{ use: 'sig', kty: 'EC', crv: 'P-256', alg: 'ES256' }]);
  });
});
