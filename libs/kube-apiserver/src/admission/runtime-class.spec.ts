import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/test-api-server.js';

const pods = '/api/v1/namespaces/default/pods';
const podOf = (spec: object) => ({
  metadata: { generateName: 'p-' },
  spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
});

let server: TestApiServer;
beforeAll(async () => {
  server = await TestApiServer.start();
  await server.eventually('/api/v1/namespaces/default/serviceaccounts/default', 200);
  const scheduling = {
    nodeSelector: { sandbox: 'yes' },
    tolerations: [{ key: 'sandbox', operator: 'Exists' }],
  };
  const overhead = { podFixed: { cpu: '10m' } };
  const metadata = { name: 'gvisor' };
  await server.create('/apis/node.k8s.io/v1/runtimeclasses', {
    ...{ metadata, handler: 'runsc', scheduling, overhead },
  });
});
afterAll(async () => {
  await server.close();
  expect(server.unexpected).toEqual([]);
});

describe('RuntimeClass', () => {
  it('gives a pod the nodes and the overhead of its class', async () => {
    const { json } = await server.create(pods, podOf({ runtimeClassName: 'gvisor' }));
    expect(json.spec).toMatchObject({ nodeSelector: { sandbox: 'yes' }, overhead: { cpu: '10m' } });
    expect(json.spec.tolerations).toContainEqual({ key: 'sandbox', operator: 'Exists' });
  });

  it.each<[object, string]>([
    [{ runtimeClassName: 'kata' }, 'pod rejected: RuntimeClass "kata" not found'],
    [
      { overhead: { cpu: '1' } },
      'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    ],
    [
      { runtimeClassName: 'gvisor', overhead: { cpu: '1' } },
      "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
    ],
    [
      { runtimeClassName: 'gvisor', nodeSelector: { sandbox: 'no' } },
      'conflict: runtimeClass.scheduling.nodeSelector[sandbox] = yes; pod.spec.nodeSelector[sandbox] = no',
    ],
  ])('refuses %j', async (spec, why) => {
    const { status, json } = await server.request({
      method: 'POST',
      path: pods,
      body: podOf(spec),
    });
    expect([status, json.message]).toEqual([403, expect.stringContaining(` is forbidden: ${why}`)]);
  });
});
