import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';
import { detachedSignature } from './bootstrap-signer.js';

const secretsPath = '/api/v1/namespaces/kube-system/secrets';
const infoPath = '/api/v1/namespaces/kube-public/configmaps';

const token = (id: string, more: Record<string, string> = {}) => ({
  metadata: { name: `bootstrap-token-${id}` },
  type: 'bootstrap.kubernetes.io/token',
  stringData: {
    'token-id': id,
    'token-secret': '0123456789abcdef',
    'usage-bootstrap-signing': 'true',
    ...more,
  },
});

describe('bootstrap tokens', () => {
  let server: TestApiServer;
  beforeEach(async () => {
    server = await TestApiServer.start();
  });
  afterEach(() => server.close());

  const signatures = async () => {
    const { json } = await server.request({ path: `${infoPath}/cluster-info` });
    return Object.fromEntries(
      Object.entries(json.data).filter(([key]) => key.startsWith('jws-kubeconfig-')),
    );
  };

  it('sign what a node is to believe, for as long as they are there', async () => {
    const kubeconfig = 'kind: Config';
    await server.create(secretsPath, token('abcdef'));
    await server.create(secretsPath, token('ffffff', { 'usage-bootstrap-signing': 'false' }));
    await server.create(infoPath, { metadata: { name: 'cluster-info' }, data: { kubeconfig } });
    const secret = { id: 'abcdef', secret: '0123456789abcdef' };
    const signed = { 'jws-kubeconfig-abcdef': detachedSignature(kubeconfig, secret) };
    await expect.poll(signatures).toEqual(signed);
    await server.request({ method: 'DELETE', path: `${secretsPath}/bootstrap-token-abcdef` });
    await expect.poll(signatures).toEqual({});
  });

  it('go when their time is up', async () => {
    await server.create(secretsPath, token('aaaaaa', { expiration: '2020-01-01T00:00:00Z' }));
    await server.eventually(`${secretsPath}/bootstrap-token-aaaaaa`, 404);
    const soon = new Date(Date.now() + 300).toISOString();
    await server.create(secretsPath, token('bbbbbb', { expiration: soon }));
    await server.create(secretsPath, token('cccccc', { expiration: '2999-01-01T00:00:00Z' }));
    await server.eventually(`${secretsPath}/bootstrap-token-bbbbbb`, 404);
    await server.eventually(`${secretsPath}/bootstrap-token-cccccc`, 200);
  });

  it('sign as upstream does', () => {
    // kubernetes/cluster-bootstrap, token/jws: the signature of its own test.
    const secret = { id: 'joshua', secret: 'my voice is my passcode' };
    expect(
      detachedSignature('Hello from the other side. I must have called a thousand times.', secret),
    ).toBe('eyJhbGciOiJIUzI1NiIsImtpZCI6Impvc2h1YSJ9..VShe2taLd-YTrmWuRkcL_8QTNDHYxQIEBsAYYiIj1_8');
  });
});
