import { HttpsTransport, KubeClient, readKubeconfig } from '@drillyard/cluster';
import { EmbeddedCluster } from '@drillyard/cluster-embedded';
import type { TokenSpec } from '@drillyard/lab-spec';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { FakeFiles } from '../testing/fake-files.js';
import { tokenCheck } from './token.check.js';

const files = new FakeFiles();
let cluster: EmbeddedCluster;
let client: KubeClient;

async function issue(name: string, spec: object): Promise<string> {
  const { status, body } = await client.raw({
    method: 'POST',
    path: `/api/v1/namespaces/ci/serviceaccounts/${name}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec },
  });
  expect(status).toBe(201);
  return (body as { status: { token: string } }).status.token;
}

beforeAll(async () => {
  cluster = await EmbeddedCluster.start();
  client = new KubeClient(new HttpsTransport(readKubeconfig(cluster.superAdminKubeconfig())));
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ci' } });
  for (const name of ['deployer', 'gone']) {
    const metadata = { namespace: 'ci', name };
    await client.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  }
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'ci', name: 'anchor' },
  };
  await client.create(secret);
  const reference = { apiVersion: 'v1', kind: 'Secret', name: 'anchor' };
  files.set('~/token', `${await issue('deployer', { expirationSeconds: 3600 })}\n`);
  files.set('~/vault', await issue('deployer', { audiences: ['vault', 'other'] }));
  files.set('~/bound', await issue('deployer', { boundObjectRef: reference }));
  files.set('~/gone', await issue('gone', {}));
  await client.delete({ apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'ci', name: 'gone' });
  await client.create({
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'kubernetes.io/service-account-token',
    metadata: {
      namespace: 'ci',
      name: 'legacy',
      annotations: { 'kubernetes.io/service-account.name': 'deployer' },
    },
  });
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace: 'ci', name: 'legacy' };
  await vi.waitFor(async () => {
    expect((await client.get(ref))['data']).toHaveProperty('token');
  });
  files.set('~/junk', 'hello');
  const forged = { sub: 'system:serviceaccount:ci:deployer', aud: ['x'], iat: 1, exp: 2e9 };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  files.set('~/forged', `${part({ alg: 'none' })}.${part(forged)}.c2ln`);
});
afterAll(async () => {
  await client.close();
  await cluster.close();
});

function judge(spec: Partial<TokenSpec>) {
  return tokenCheck.evaluate(
    checkOf('token', { accepted: true, ...spec }),
    contextOf({ cluster: client, files }),
  );
}
const deployer = { namespace: 'ci', name: 'deployer' };
const legacy = { namespace: 'ci', name: 'legacy', key: 'token' };

describe('tokenCheck', () => {
  it.each<[string, Partial<TokenSpec>]>([
    ['the cluster accepts it', { file: '~/token' }],
    ['it belongs to the service account', { file: '~/token', serviceAccount: deployer }],
    [
      'its lifetime is within',
      { file: '~/token', lifetime: { min: '1h', max: '1h' }, expires: true },
    ],
    ['its audiences are right', { file: '~/vault', audiences: ['other', 'vault'] }],
    [
      'it is refused for another audience',
      { file: '~/vault', refusedFor: ['https://kubernetes.default.svc.cluster.local'] },
    ],
    ['it is bound', { file: '~/bound', boundTo: { kind: 'Secret', name: 'anchor' } }],
    ['it never expires and may', { secret: legacy, expires: false, serviceAccount: deployer }],
    ['it must not be accepted any more', { file: '~/gone', accepted: false }],
    ['a forged one must not be', { file: '~/forged', accepted: false }],
  ])('passes when %s', async (_, spec) => {
    expect(await judge(spec)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<TokenSpec>, RegExp]>([
    ['there is no file', { file: '~/none' }, /no file/],
    ['it is no token', { file: '~/junk' }, /not a token/],
    [
      'it is of another service account',
      { file: '~/token', serviceAccount: { namespace: 'ci', name: 'x' } },
      /somebody else/,
    ],
    ['it lasts too long', { file: '~/token', lifetime: { max: '30m' } }, /lasts too long/],
    ['it never expires', { secret: legacy, lifetime: { max: '1h' } }, /never expires/],
    ['it expires', { file: '~/token', expires: false }, /expires/],
    ['an audience is too much', { file: '~/vault', audiences: ['vault'] }, /other audiences/],
    [
      'it is accepted for an audience',
      { file: '~/vault', refusedFor: ['other'] },
      /accepted for the audience other/,
    ],
    [
      'it is not bound',
      { file: '~/token', boundTo: { kind: 'Pod', name: 'web' } },
      /not bound to the Pod web/,
    ],
    ['its service account is gone', { file: '~/gone' }, /does not accept/],
    ['it is forged', { file: '~/forged', serviceAccount: deployer }, /does not accept/],
    ['it is still accepted', { file: '~/token', accepted: false }, /still accepted/],
  ])('fails when %s', async (_, spec, reason) => {
    expect(await judge(spec)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });
});
