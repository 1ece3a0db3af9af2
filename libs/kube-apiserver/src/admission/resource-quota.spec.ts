import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestApiServer } from '../testing/test-api-server.js';

const quotaPath = '/api/v1/namespaces/default/resourcequotas';
const podPath = '/api/v1/namespaces/default/pods';

function pod(name: string, resources: object, more: object = {}): object {
  return {
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx', resources }], ...more },
  };
}

describe('quotas', () => {
  let server: TestApiServer;
  beforeAll(async () => {
    server = await TestApiServer.start();
    await server.eventually('/api/v1/namespaces/default/serviceaccounts/default', 200);
    const hard = { pods: '2', 'requests.cpu': '500m', 'count/secrets': '1' };
    await server.create(quotaPath, { metadata: { name: 'small' }, spec: { hard } });
    await used({ 'count/secrets': '0', pods: '0', 'requests.cpu': '0' });
  });
  afterAll(async () => {
    expect(server.unexpected).toEqual([]);
    await server.close();
  });

  /** Waits for what the controller counts. */
  async function used(expected: object): Promise<void> {
    await vi.waitFor(async () => {
      const { json } = await server.request({ path: `${quotaPath}/small` });
      expect(json.status?.used).toEqual(expected);
    });
  }

  it('demand what they limit, and refuse what is too much', async () => {
    const create = async (body: object, query = '') => {
      const answer = await server.request({ method: 'POST', path: `${podPath}${query}`, body });
      return answer.status === 201 ? 'created' : answer.json.message;
    };
    expect(await create(pod('bare', {}))).toBe(
      'pods "bare" is forbidden: failed quota: small: must specify requests.cpu for: main',
    );
    expect(await create(pod('one', { requests: { cpu: '200m' } }))).toBe('created');
    expect(await create(pod('large', { requests: { cpu: '400m' } }))).toBe(
      'pods "large" is forbidden: exceeded quota: small, requested: requests.cpu=400m, used: requests.cpu=200m, limited: requests.cpu=500m',
    );
    expect(await create(pod('two', { requests: { cpu: '0.3' } }), '?dryRun=All')).toBe('created');
    expect(await create(pod('two', { requests: { cpu: '0.3' } }))).toBe('created');
    expect(await create(pod('three', { requests: { cpu: '0' } }))).toContain('requested: pods=1');
    await used({ 'count/secrets': '0', pods: '2', 'requests.cpu': '500m' });
    await server.request({ method: 'DELETE', path: `${podPath}/two` });
    await used({ 'count/secrets': '0', pods: '1', 'requests.cpu': '200m' });
  });

  it('hold when many ask at the same time, and forget what came to nothing', async () => {
    const path = '/api/v1/namespaces/default/secrets';
    const names = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(
      names.map((name) => server.request({ method: 'POST', path, body: { metadata: { name } } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
    await used({ 'count/secrets': '1', pods: '1', 'requests.cpu': '200m' });
  });

  it.each([
    [
      { hard: { pods: '-1' } },
      'spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0',
    ],
    [
      { hard: { pods: '1' }, scopes: ['X'] },
      'spec.scopes: Invalid value: ["X"]: unsupported scope',
    ],
    [{ hard: { pods: '500m' } }, 'spec.hard[pods]: Invalid value: "500m": must be an integer'],
  ])('have to make sense: %j', async (spec, message) => {
    const body = { metadata: { name: 'bad' }, spec };
    const { json } = await server.request({ method: 'POST', path: quotaPath, body });
    expect(json.message).toBe(`ResourceQuota "bad" is invalid: ${message}`);
  });

  it('without limits are counted once', async () => {
    const path = '/api/v1/namespaces/kube-public/resourcequotas';
    const { json: created } = await server.create(path, { metadata: { name: 'empty' } });
    await server.create('/api/v1/namespaces/kube-public/configmaps', { metadata: { name: 'new' } });
    await server.request({ path: '/version' });
    const { json } = await server.request({ path: `${path}/empty` });
    expect(json.metadata.resourceVersion).toBe(created.metadata.resourceVersion);
  });
});
