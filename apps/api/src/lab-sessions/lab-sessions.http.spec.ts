import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabDetails, LabSummary, Track } from '../catalog/lab.dto.js';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { LabSessionView } from './lab-session.dto.js';

describe('lab sessions over HTTP', () => {
  const policy = { lifetimeMs: 60_000, extensionMs: 60_000, extensionsMax: 1, perLearnerMax: 2 };
  let server: TestServer;
  let learner: TestLearner;
  beforeAll(async () => {
    server = await TestServer.start({ labSessions: policy });
    learner = await server.login();
  });
  afterAll(() => server?.remove());

  const post = (path: string, body?: unknown) =>
    learner.call<LabSessionView>('POST', `/api/lab-sessions${path}`, body);
  const end = (id: string) => learner.call<LabSessionView>('DELETE', `/api/lab-sessions/${id}`);
  const task = (view: LabSessionView, id: string) => view.tasks.find((one) => one.id === id)!;

  describe('the catalogue', () => {
    it('lists what can be started and why the rest cannot, by track', async () => {
      const labs = await learner.call<LabSummary[]>('GET', '/api/labs');
      expect(labs.map(({ name, available }) => [name, available])).toEqual([
        ['make', true],
        ['fails', true],
        ['needy', false],
        ['node', true],
      ]);
      expect(labs[0]).toMatchObject({ points: 15, topics: ['config'], minutes: 5 });
      expect(labs[2]?.unavailableReason).toMatch(/cluster-settings/);
      expect(await learner.call<Track[]>('GET', '/api/tracks')).toEqual([
        { name: 'basics', title: 'Basics', description: 'First things.', language: 'en' },
      ]);
    });

    it('tells about a lab without giving anything away', async () => {
      const lab = await learner.call<LabDetails>('GET', '/api/labs/make');
      expect(lab.intro).toBe('Make `<name>`.\n');
      expect(lab.tasks).toEqual([{ title: 'Make <name>' }, { title: 'Say what you saw' }]);
      await expect(learner.call('GET', '/api/labs/nope')).rejects.toMatchObject({
        code: 'LAB_NOT_FOUND',
      });
    });

    it('refuses to start what nobody can run', async () => {
      await expect(post('', { lab: 'needy' })).rejects.toMatchObject({ code: 'LAB_UNAVAILABLE' });
    });
  });

  describe('a session', () => {
    let session: LabSessionView;
    beforeAll(async () => {
      session = await learner.start('make');
    });
    afterAll(() => end(session.id));

    it('is ready with a cluster, its steps done and its texts filled in', async () => {
      expect(session.cluster).toEqual({ provider: 'embedded', version: expect.any(String) });
      expect(session.steps.length).toBeGreaterThan(2);
      expect(session.steps.every(({ state }) => state === 'done')).toBe(true);
      expect(session.intro).toMatch(/^Make `(alpha|beta|gamma)`/);
      expect(Date.parse(session.expiresAt!) - Date.parse(session.readyAt!)).toBe(60_000);
      expect(JSON.stringify(session)).not.toMatch(/kubectl -n work create/);
    });

    it('is the same when it is asked for again', async () => {
      const again = await post('', { lab: 'make' });
      expect(again.id).toBe(session.id);
      const live = await learner.call<LabSessionView[]>('GET', '/api/lab-sessions');
      expect(live.map(({ id }) => id)).toEqual([session.id]);
      const labs = await learner.call<LabSummary[]>('GET', '/api/labs');
      expect(labs[0]?.liveSessionId).toBe(session.id);
    });

    it('shows every check once it was asked', async () => {
      const view = await learner.until(session.id, (one) =>
        one.tasks.every(({ checks }) => checks.every((c) => c.outcome.status === 'failed')),
      );
      expect(view.score).toEqual({ points: 0, max: 15, hintCost: 0 });
      expect(task(view, 'ask').checks[1]?.question).toEqual({
        type: 'choice',
        prompt: 'Which colour?',
        options: [
          { value: 'red', label: 'Red' },
          { value: 'blue', label: 'Blue' },
        ],
      });
    });

    it('speaks the language that is asked for, as far as it is there', async () => {
      await learner.call('PUT', `/api/lab-sessions/${session.id}/tasks/ask/answers/the%20colour`, {
        value: 'red',
      });
      const isRefused = (view: LabSessionView) =>
        task(view, 'ask').checks[1]?.outcome.status === 'failed' &&
        task(view, 'ask').checks[1]?.answer === 'red';
      const original = await learner.until(session.id, isRefused);
      const german = learner.speaking('fr, de-AT;q=0.9, en;q=0.8');
      const translated = await german.until(session.id, isRefused);
      expect(translated.lab).toMatchObject({
        ...{ title: 'Eine ConfigMap anlegen', language: 'de', languages: ['en', 'de'] },
        untranslated: ['intro'],
      });
      expect(
        translated.tasks.map(({ title, body, untranslated }) => [title, body, untranslated]),
      ).toEqual([
        [task(original, 'make').title, task(original, 'make').body, ['title', 'body']],
        ['Sag, was du sahst', 'Schau und antworte.\n', undefined],
      ]);
      expect(task(translated, 'ask').checks[1]).toMatchObject({
        ...{ id: 'the colour', name: 'die Farbe', answer: 'red', points: 2 },
        outcome: { reason: 'Das ist die andere.', actual: 'Rot', language: 'de' },
        question: {
          prompt: 'Welche Farbe?',
          options: [{ label: 'Rot' }, { label: 'Blue', untranslated: ['label'] }],
        },
      });
      expect(task(original, 'ask').checks[1]?.outcome).toMatchObject({
        ...{ reason: 'That is the other one.', language: 'en' },
      });
    });

    it('takes answers, right and wrong ones, and keeps the points', async () => {
      const answer = (check: string, value: unknown) =>
        learner.call<LabSessionView>(
          'PUT',
          `/api/lab-sessions/${session.id}/tasks/ask/answers/${encodeURIComponent(check)}`,
          { value },
        );
      await answer('the number', 3);
      await answer('the colour', 'red');
      const view = await learner.until(
        session.id,
        (one) =>
          task(one, 'ask').checks[0]?.outcome.status === 'passed' &&
          one.score.points === 3 &&
          task(one, 'ask').checks[1]?.answer === 'red',
      );
      expect(task(view, 'ask')).toMatchObject({ state: 'open', earned: 3 });
      await answer('the number', 4);
      const regressed = await learner.until(
        session.id,
        (one) => task(one, 'ask').state === 'regressed',
      );
      expect(regressed.score.points).toBe(3);
      await expect(answer('the colour', 'green')).rejects.toMatchObject({ code: 'ANSWER_INVALID' });
      await expect(answer('nothing', 'x')).rejects.toMatchObject({ code: 'CHECK_NOT_FOUND' });
      await expect(answer('the number', { x: 1 })).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      });
    });

    it('reveals hints one by one at their cost', async () => {
      const hints = `/${session.id}/tasks/make/hints`;
      expect(task(session, 'make').hints).toEqual({ total: 2, revealed: [], nextCost: 1 });
      const one = await post(hints);
      expect(task(one, 'make').hints).toEqual({
        total: 2,
        revealed: [{ text: 'look at kubectl create --help', cost: 1 }],
        nextCost: 2,
      });
      const two = await post(hints);
      expect(task(two, 'make').hints.nextCost).toBeUndefined();
      expect(two.score.hintCost).toBe(3);
      await expect(post(hints)).rejects.toMatchObject({ code: 'HINT_LIMIT', status: 409 });
      await expect(post(`/${session.id}/tasks/nope/hints`)).rejects.toMatchObject({
        code: 'TASK_NOT_FOUND',
      });
    });

    it('shows the solution and forfeits what was not earned yet', async () => {
      const view = await post(`/${session.id}/tasks/ask/solution`);
      expect(task(view, 'ask').solution).toBe('Answer: 3\n\nAnswer: blue');
      const answers = `/api/lab-sessions/${session.id}/tasks/ask/answers`;
      await learner.call('PUT', `${answers}/the%20colour`, { value: 'blue' });
      const after = await learner.until(
        session.id,
        (one) => task(one, 'ask').checks[1]?.outcome.status === 'passed',
      );
      expect(task(after, 'ask').checks[1]?.earned).toBe(false);
      expect(after.score.points).toBe(3);
    });

    it('is extended as often as allowed', async () => {
      const extended = await post(`/${session.id}/extend`);
      expect(Date.parse(extended.expiresAt!) - Date.parse(session.expiresAt!)).toBe(60_000);
      expect(extended.extensionsLeft).toBe(0);
      await expect(post(`/${session.id}/extend`)).rejects.toMatchObject({
        code: 'EXTENSION_LIMIT',
        status: 409,
      });
    });

    it('is reset with the same parameters, and keeps score and hints', async () => {
      const { id } = await learner.call<{ id: string }>(
        'POST',
        `/api/lab-sessions/${session.id}/terminals`,
      );
      const reset = await post(`/${session.id}/reset`);
      expect(reset.state).toBe('requested');
      const view = await learner.until(session.id, (one) => one.state === 'ready');
      expect(view.intro).toBe(session.intro);
      expect(view.score).toMatchObject({ points: 3, hintCost: 3 });
      expect(view.terminals).toEqual([]);
      await expect(learner.call('DELETE', `/api/terminals/${id}`)).rejects.toMatchObject({
        code: 'TERMINAL_NOT_FOUND',
      });
    });

    it('ends, and leaves its best score', async () => {
      const ending = await end(session.id);
      expect(ending.state).toBe('ending');
      const ended = await learner.until(session.id, (one) => one.state === 'ended');
      expect(ended.endedAt).toBeDefined();
      expect(await learner.call('GET', '/api/lab-sessions')).toEqual([]);
      const [lab] = await learner.call<LabSummary[]>('GET', '/api/labs');
      expect(lab?.bestScore).toEqual({ points: 3, max: 15 });
      expect(lab?.liveSessionId).toBeUndefined();
      await expect(post(`/${session.id}/reset`)).rejects.toMatchObject({
        code: 'LAB_SESSION_STATE',
      });
    });
  });

  it('says why a lab could not be prepared, and starts it again in place', async () => {
    const { id } = await post('', { lab: 'fails' });
    const failed = await learner.until(id, (view) => view.state === 'failed');
    expect(failed.failure).toMatchObject({
      code: 'STEP_FAILED',
      message: expect.stringMatching(/setup\/fail\.sh.*status 3.*no such luck/s),
    });
    const again = await post('', { lab: 'fails' });
    expect(again).toMatchObject({ id, state: 'requested' });
    await learner.until(id, (view) => view.state === 'failed');
    await end(id);
  });

  it('keeps to the number of sessions at a time, and ends one whose time is over', async () => {
    policy.lifetimeMs = 500;
    policy.perLearnerMax = 1;
    const { id } = await post('', { lab: 'make' });
    await expect(post('', { lab: 'fails' })).rejects.toMatchObject({
      code: 'LAB_SESSION_LIMIT',
      status: 429,
      detail: expect.stringMatching(/end one first: make/),
    });
    await learner.until(id, (view) => view.state === 'ended');
  });

  it('is followed by a limited number of pages', async () => {
    const { id } = await post('', { lab: 'make' });
    const pages = new AbortController();
    const follow = () => learner.events(id, pages.signal).next();
    await Promise.all(Array.from({ length: 20 }, follow));
    await expect(follow()).rejects.toThrow('429');
    pages.abort();
    await expect.poll(async () => (await learner.until(id, () => true)).id).toBe(id);
    await end(id);
    await learner.until(id, (view) => view.state === 'ended');
  });

  it('does not know what does not exist', async () => {
    for (const id of ['nope', '00000000-0000-4000-8000-000000000000']) {
      await expect(learner.view(id)).rejects.toMatchObject({
        code: 'LAB_SESSION_NOT_FOUND',
        status: 404,
      });
      await expect(learner.until(id, () => true)).rejects.toThrow('404');
    }
  });
});
