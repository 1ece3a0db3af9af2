import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TerminalView } from '../terminals/terminal.dto.js';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { TestSocket } from '../testing/test-socket.js';
import type { LabSessionView } from './lab-session.dto.js';

describe('a restart of the server', () => {
  let server: TestServer;
  let learner: TestLearner;
  let session: LabSessionView;
  let terminal: TerminalView;
  let socket: TestSocket;
  const recordings = () => join(server.config.home, 'recordings');
  const clusters = () => readdir(join(server.config.home, 'clusters'));

  beforeAll(async () => {
    server = await TestServer.start();
    learner = await server.login();
    session = await learner.start('make');
    terminal = await learner.call('POST', `/api/lab-sessions/${session.id}/terminals`);
    socket = await learner.attach(terminal.id).live();
    const name = /Make `(\w+)`/.exec(session.intro)?.[1];
    await socket.run(`kubectl -n work create configmap ${name} && echo kept > ~/kept`);
    await learner.until(session.id, (view) => view.score.points === 10);
    await learner.call('PUT', `/api/lab-sessions/${session.id}/tasks/ask/answers/the%20number`, {
      value: 3,
    });
    await learner.until(session.id, (view) => view.score.points === 13);
  });
  afterAll(() => server?.remove());

  it('tells browsers to come back', async () => {
    const events = learner.events(session.id, AbortSignal.timeout(15_000));
    await events.next();
    const streamed = events.next();
    await server.close();
    expect(await socket.closing()).toMatchObject({ code: 4503 });
    expect((await streamed).done).toBe(true);
  });

  it('brings everything back: login, cluster, files, score, answers and what was on screen', async () => {
    await mkdir(join(recordings(), 'orphan'));
    await server.open();
    learner.movesTo(server.url);
    const view = await learner.view(session.id);
    expect(view).toMatchObject({ state: 'ready', score: { points: 13 } });
    expect(view.terminals).toMatchObject([{ id: terminal.id, state: 'running' }]);
    expect(view.tasks[1]?.checks[0]).toMatchObject({ answer: 3, earned: true });
    socket = await learner.attach(terminal.id).live();
    expect(socket.screen).toContain('echo kept > ~/kept');
    expect(socket.screen).toContain('this is a new shell');
    expect(await socket.run('cat ~/kept')).toContain('kept');
    expect(await socket.run('kubectl -n work get configmaps -o name')).toMatch(/configmap\/\w+/);
  });

  it('goes on grading', async () => {
    await socket.run('kubectl -n work delete configmaps --all');
    await learner.until(session.id, (view) => view.tasks[0]?.state === 'regressed');
  });

  it('removes what no live session owns', async () => {
    await expect.poll(async () => (await readdir(recordings())).length).toBe(1);
    expect(await clusters()).toEqual([`ls-${session.id}-1`]);
  });

  it('fails a session whose cluster is lost, which then starts anew with its score', async () => {
    await server.close();
    await rm(join(server.config.home, 'clusters'), { recursive: true });
    await mkdir(join(server.config.home, 'clusters'));
    await server.open();
    learner.movesTo(server.url);
    const lost = await learner.until(session.id, (view) => view.state === 'failed');
    expect(lost.failure).toMatchObject({
      code: 'CLUSTER_LOST',
      message: expect.stringMatching(/Start the lab again/),
    });
    const again = await learner.start('make');
    expect(again.id).toBe(session.id);
    expect(again.score.points).toBe(13);
    expect(again.intro).toBe(session.intro);
    expect(await clusters()).toEqual([`ls-${session.id}-2`]);
  });

  it('begins anew what was being prepared', async () => {
    const { id } = await learner.call<LabSessionView>(
      'POST',
      `/api/lab-sessions/${session.id}/reset`,
    );
    await server.close();
    await server.open();
    learner.movesTo(server.url);
    const view = await learner.until(id, ({ state }) => state === 'ready');
    expect(view.score.points).toBe(13);
    await expect.poll(async () => (await clusters()).length).toBe(1);
  });
});
