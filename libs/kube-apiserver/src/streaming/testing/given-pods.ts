import type { TestApiServer } from '../../testing/test-api-server.js';

const pods = '/api/v1/namespaces/default/pods';

/** A node, and on it the pods `web` (one container) and `two` (three); `free` has no node. */
export async function givenPods(server: TestApiServer): Promise<void> {
  await server.eventually('/api/v1/namespaces/default/serviceaccounts/default', 200);
  await server.create('/api/v1/nodes', {
    metadata: { name: 'worker' },
    status: { addresses: [{ type: 'InternalIP', address: '10.0.0.7' }] },
  });
  await createPod(server, 'web', ['main'], 'worker');
  await createPod(server, 'two', ['main', 'sidecar', 'gone'], 'worker');
  await createPod(server, 'free', ['main']);
}

async function createPod(
  server: TestApiServer,
  name: string,
  containerNames: readonly string[],
  nodeName?: string,
): Promise<void> {
  const containers = containerNames.map((container) => ({
    name: container,
    image: 'nginx',
    stdin: true,
  }));
  await server.create(pods, { metadata: { name }, spec: { containers, nodeName } });
  const containerStatuses = containerNames.map((container) => ({
    name: container,
    ready: true,
    restartCount: 0,
    image: 'nginx',
    imageID: '',
    state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
  }));
  const status = { phase: nodeName === undefined ? 'Pending' : 'Running', containerStatuses };
  await server.request({
    method: 'PATCH',
    path: `${pods}/${name}/status`,
    headers: { 'Content-Type': 'application/merge-patch+json' },
    body: { status },
  });
}
