import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../../testing/test-api-server.js';

const pods = '/api/v1/namespaces/default/pods';
const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';

describe('subresources of pods', () => {
  let server: TestApiServer;
  beforeAll(async () => {
    server = await TestApiServer.start();
    await server.eventually('/api/v1/namespaces/default/serviceaccounts/default', 200);
  });
  afterAll(async () => {
    expect(server.unexpected).toEqual([]);
    await server.close();
  });

  const post = (path: string, body: object) => server.request({ method: 'POST', path, body });
  const evict = (name: string) =>
    post(`${pods}/${name}/eviction`, {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name },
    });
  const createPod = (name: string) =>
    server.create(pods, {
      metadata: { name, labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'nginx' }] },
    });
  const patchStatus = (path: string, status: object) =>
    server.request({
      method: 'PATCH',
      path: `${path}/status`,
      headers: { 'Content-Type': 'application/merge-patch+json' },
      body: { status },
    });

  it('binding puts a pod on a node, once', async () => {
    await createPod('bound');
    const body = { metadata: { name: 'bound' }, target: { kind: 'Node', name: 'worker' } };
    const first = await post(`${pods}/bound/binding`, body);
    expect([first.status, first.json.status]).toEqual([201, 'Success']);
    const { json } = await server.request({ path: `${pods}/bound` });
    expect(json.spec.nodeName).toBe('worker');
    expect(json.status.conditions).toMatchObject([{ type: 'PodScheduled', status: 'True' }]);
    const again = await post(`${pods}/bound/binding`, body);
    expect([again.status, again.json.message]).toEqual([
      409,
      'Operation cannot be fulfilled on pods/binding "bound": pod bound is already assigned to node "worker"',
    ]);
  });

  it('bindings binds the pod its body names', async () => {
    await createPod('named');
    const bindings = '/api/v1/namespaces/default/bindings';
    const target = { kind: 'Node', name: 'worker' };
    const bind = (metadata: object, what: object = target) =>
      post(bindings, { metadata, target: what });
    const bound = async () =>
      (await server.request({ path: `${pods}/named` })).json.spec.nodeName as string | undefined;
    const refusals: [object, object, number, string][] = [
      [{}, target, 400, 'Name parameter required.'],
      [{ name: 'nobody' }, target, 404, 'pods "nobody" not found'],
      [{ name: 'named' }, { kind: 'Node' }, 500, 'target.name: Required value'],
      [
        { name: 'named', namespace: 'other' },
        target,
        400,
        'the namespace of the provided object does not match the namespace sent on the request',
      ],
    ];
    for (const [metadata, what, code, message] of refusals) {
      const { status, json } = await bind(metadata, what);
      expect([status, json.message]).toEqual([code, message]);
    }
    const stale = await bind({ name: 'named', resourceVersion: '1' });
    expect([stale.status, stale.json.message]).toEqual([
      409,
      expect.stringContaining('Precondition failed: ResourceVersion in precondition: 1,'),
    ]);
    expect(await bound()).toBeUndefined();
    const done = await bind({ name: 'named' });
    expect([done.status, done.json.kind, await bound()]).toEqual([201, 'Status', 'worker']);
    for (const [path, status] of [
      [bindings, 405],
      [`${bindings}/named`, 404],
      ['/api/v1/bindings', 404],
    ] as const) {
      expect((await server.request({ path })).status).toBe(status);
    }
  });

  it('eviction deletes a pod nobody counts', async () => {
    await createPod('free');
    expect((await evict('free')).status).toBe(201);
    expect((await server.request({ path: `${pods}/free` })).status).toBe(404);
  });

  it('eviction asks the disruption budget', async () => {
    await createPod('kept');
    await patchStatus(`${pods}/kept`, { phase: 'Running' });
    const selector = { matchLabels: { app: 'kept' } };
    const spec = { minAvailable: 1, selector };
    await server.create(budgets, { metadata: { name: 'one' }, spec });
    const early = await evict('kept');
    expect([early.status, early.json.details.causes[0].message]).toEqual([
      429,
      'The disruption budget one is still being processed by the server.',
    ]);
    const status = { observedGeneration: 1, desiredHealthy: 1, currentHealthy: 0, expectedPods: 1 };
    await patchStatus(`${budgets}/one`, { ...status, disruptionsAllowed: 0 });
    const refused = await evict('kept');
    expect([refused.status, refused.json.details.causes[0].message]).toEqual([
      429,
      'The disruption budget one needs 1 healthy pods and has 0 currently',
    ]);
    await patchStatus(`${budgets}/one`, { ...status, disruptionsAllowed: 1 });
    expect((await evict('kept')).status).toBe(201);
    const { json } = await server.request({ path: `${budgets}/one` });
    expect(json.status.disruptionsAllowed).toBe(0);
    expect(Object.keys(json.status.disruptedPods)).toEqual(['kept']);
  });
});
