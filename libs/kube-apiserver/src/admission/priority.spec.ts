import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/test-api-server.js';

const pods = '/api/v1/namespaces/default/pods';

describe('the Priority admission plugin', () => {
  let server: TestApiServer;
  beforeAll(async () => {
    server = await TestApiServer.start();
    await server.eventually('/api/v1/namespaces/default/serviceaccounts/default', 200);
  });
  afterAll(() => server.close());

  const pod = (name: string, spec: object = {}) => ({
    metadata: { name },
    spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec },
  });

  it('looks up what the class of a new pod stands for', async () => {
    const asked = pod('critical', { priorityClassName: 'system-node-critical' });
    const { json } = await server.create(pods, asked);
    expect(json.spec).toMatchObject({
      priority: 2_000_001_000,
      preemptionPolicy: 'PreemptLowerPriority',
    });
  });

  it('keeps it where a replacement leaves it out', async () => {
    const { json: created } = await server.create(pods, pod('replaced'));
    const { priority, preemptionPolicy, ...spec } = created.spec;
    expect({ priority, preemptionPolicy }).toEqual({
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
    });
    const { status, json } = await server.request({
      method: 'PUT',
      path: `${pods}/replaced`,
      body: { ...created, spec },
    });
    expect({ status, spec: json.spec }).toEqual({ status: 200, spec: created.spec });
  });

  it('refuses a class that is not there', async () => {
    const body = pod('classless', { priorityClassName: 'none-such' });
    const { status, json } = await server.request({ method: 'POST', path: pods, body });
    expect(status).toBe(403);
    expect(json.message).toBe(
      'pods "classless" is forbidden: no PriorityClass with name none-such was found',
    );
  });
});
