import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabSessionView } from '../lab-sessions/lab-session.dto.js';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { OperatorOverview } from './operator.dto.js';

const metricsToken = 'a token of some length';

describe('the API of whoever runs the server', () => {
  let server: TestServer;
  let operator: TestLearner;
  let learner: TestLearner;
  beforeAll(async () => {
    server = await TestServer.start({ metricsToken });
    operator = await server.login('operator');
    learner = await server.login();
  });
  afterAll(() => server?.remove());

  const overview = () => operator.call<OperatorOverview>('GET', '/api/operator/overview');
  const metrics = (headers: Record<string, string>) =>
    fetch(`${server.running.url}/metrics`, { headers });

  it('is closed to learners', async () => {
    const denied = { status: 403, code: 'OPERATOR_ONLY' };
    await expect(learner.call('GET', '/api/operator/overview')).rejects.toMatchObject(denied);
    const drain = learner.call('PUT', '/api/operator/drain', { isDraining: true });
    await expect(drain).rejects.toMatchObject(denied);
    await expect(learner.call('DELETE', '/api/operator/lab-sessions/x')).rejects.toMatchObject(
      denied,
    );
    expect((await metrics({ cookie: learner.cookie })).status).toBe(403);
    expect((await metrics({})).status).toBe(401);
    expect((await metrics({ authorization: 'Bearer something else of length' })).status).toBe(401);
  });

  it('tells who is who', async () => {
    expect(await operator.call('GET', '/api/me')).toMatchObject({ learner: { role: 'operator' } });
    expect(await learner.call('GET', '/api/me')).toMatchObject({ learner: { role: 'learner' } });
  });

  it("shows everybody's sessions, and ends them", async () => {
    const { id } = await learner.start('make');
    const { sessions, providers, version } = await overview();
    expect(sessions).toEqual([
      expect.objectContaining({
        id,
        learner: 'learner',
        lab: 'make',
        state: 'ready',
        terminals: 0,
      }),
    ]);
    expect(providers).toEqual([{ name: 'embedded', clusters: 1, waiting: 0, pools: [] }]);
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    await operator.call('DELETE', `/api/operator/lab-sessions/${id}`);
    await learner.until(id, (view) => view.state === 'ended');
    expect((await overview()).sessions).toEqual([]);
  });

  it('says that a session is not there', async () => {
    for (const id of ['x', '00000000-0000-4000-8000-000000000000']) {
      const ending = operator.call('DELETE', `/api/operator/lab-sessions/${id}`);
      await expect(ending).rejects.toMatchObject({ status: 404 });
    }
  });

  it('keeps what failed', async () => {
    const { id } = await learner.call<LabSessionView>('POST', '/api/lab-sessions', {
      lab: 'fails',
    });
    await learner.until(id, (view) => view.state === 'failed');
    const [failure] = (await overview()).failures;
    expect(failure).toMatchObject({ place: 'session', subject: id });
    const text = await (await metrics({ cookie: operator.cookie })).text();
    expect(text).toContain(`drillyard_failures_total{code="${failure?.code}"} 1`);
  });

  it('starts no labs while it is being emptied; what is open goes on', async () => {
    const { id } = await learner.start('make');
    await operator.call('PUT', '/api/operator/drain', { isDraining: true });
    expect((await overview()).isDraining).toBe(true);
    const start = (lab: string) =>
      learner.call<LabSessionView>('POST', '/api/lab-sessions', { lab });
    await expect(start('fails')).rejects.toMatchObject({ status: 409, code: 'SERVER_DRAINING' });
    expect((await start('make')).id).toBe(id);
    await operator.call('PUT', '/api/operator/drain', { isDraining: false });
    expect((await start('fails')).state).toBe('requested');
    await learner.call('DELETE', `/api/lab-sessions/${id}`);
    await learner.until(id, (view) => view.state === 'ended');
  });

  it('counts how long a prompt takes', async () => {
    const { id } = await learner.start('make');
    await learner.call('POST', `/api/lab-sessions/${id}/terminals`);
    const headers = { authorization: `Bearer ${metricsToken}` };
    let text = '';
    while (!text.includes('drillyard_claim_to_prompt_seconds_count{source="embedded"} 1')) {
      text = await (await metrics(headers)).text();
    }
    expect(text).toContain('drillyard_claim_to_prompt_seconds_bucket{le="2",source="embedded"}');
    expect(text).toMatch(/^drillyard_lab_sessions\{state="ready"\} 1$/m);
    expect(text).toMatch(/^drillyard_info\{version="\d/m);
  });
});
