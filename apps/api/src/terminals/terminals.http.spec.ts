import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabSessionView } from '../lab-sessions/lab-session.dto.js';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';
import type { TestSocket } from '../testing/test-socket.js';
import type { TerminalView } from './terminal.dto.js';

describe('terminals', () => {
  let server: TestServer;
  let learner: TestLearner;
  let session: LabSessionView;
  let terminal: TerminalView;
  let socket: TestSocket;
  const open = () =>
    learner.call<TerminalView>('POST', `/api/lab-sessions/${session.id}/terminals`);

  beforeAll(async () => {
    server = await TestServer.start({ terminalsPerSessionMax: 2 });
    learner = await server.login();
    session = await learner.start('make');
    terminal = await open();
  });
  afterAll(() => server?.remove());

  it('open with a shell that reaches the cluster', async () => {
    expect(terminal).toMatchObject({ title: 'Terminal 1', state: 'running', cols: 80, rows: 24 });
    socket = await learner.attach(terminal.id).live();
    expect(socket.messages[0]).toMatchObject({ type: 'attached', terminalId: terminal.id });
    expect(await socket.run('kubectl get namespace work -o name')).toContain('namespace/work');
  });

  it('turn checks green while the learner types', async () => {
    const name = /Make `(\w+)`/.exec(session.intro)?.[1];
    await socket.run(`kubectl -n work create configmap ${name}`);
    const view = await learner.until(session.id, (one) => one.tasks[0]?.state === 'passed');
    expect(view.score.points).toBe(10);
    await socket.run(`kubectl -n work delete configmap ${name}`);
    const red = await learner.until(session.id, (one) => one.tasks[0]?.state === 'regressed');
    expect(red.score.points).toBe(10);
    expect(red.tasks[0]?.checks[0]).toMatchObject({ earned: true, explain: 'It was asked for.' });
  });

  it('follow the size of the browser', async () => {
    socket.send({ type: 'resize', cols: 123, rows: 45 });
    expect(await socket.run('stty size')).toContain('45 123');
  });

  it('are taken up again where the connection was lost', async () => {
    await socket.run('echo before');
    const { offset } = socket;
    socket.drop();
    socket = await learner.attach(terminal.id, { offset }).live();
    expect(socket.messages[0]).toMatchObject({ offset, reset: false, cols: 123, rows: 45 });
    expect(socket.screen).not.toContain('before');
    const whole = await learner.attach(terminal.id).live();
    expect(whole.messages[0]).toMatchObject({ reset: true });
    expect(whole.screen).toContain('before');
  });

  it('belong to whoever attached last', async () => {
    expect(await socket.closing()).toMatchObject({ code: 4409 });
    socket = await learner.attach(terminal.id).live();
    expect(await socket.run('echo mine')).toContain('mine');
  });

  it.each([
    ['not a message', 'nonsense'],
    ['an unknown message', '{"type":"dance"}'],
    ['an absurd size', '{"type":"resize","cols":100000,"rows":1}'],
  ])('hang up on %s', async (_what, text) => {
    socket.send(text);
    expect(await socket.closing()).toMatchObject({ code: 4422 });
    socket = await learner.attach(terminal.id).live();
  });

  it('are for their learner and our own pages only', async () => {
    const anonymous = learner.attach(terminal.id, { headers: { cookie: '' } });
    expect(await anonymous.closing()).toMatchObject({ code: 4401 });
    const foreign = learner.attach(terminal.id, { headers: { origin: 'http://evil.example' } });
    expect(await foreign.closing()).toMatchObject({ code: 4401 });
    const unknown = learner.attach('00000000-0000-4000-8000-000000000000');
    expect(await unknown.closing()).toMatchObject({ code: 4404 });
    expect((await learner.attach('nonsense').closing()).code).toBe(4404);
    expect(await socket.run('echo still here')).toContain('still here');
  });

  it('are recorded as an asciicast', async () => {
    const response = await fetch(`${server.url}/api/terminals/${terminal.id}/recording`, {
      headers: { cookie: learner.cookie },
    });
    expect(response.headers.get('content-type')).toBe('application/x-asciicast');
    expect(response.headers.get('content-disposition')).toMatch(/terminal-1-.*\.cast/);
    const [header, ...events] = (await response.text()).trim().split('\n');
    expect(JSON.parse(header ?? '')).toMatchObject({ version: 2, width: 80, height: 24 });
    expect(events.map((event) => JSON.parse(event)[2]).join('')).toContain('still here');
  });

  it('are limited in number, and numbered', async () => {
    const second = await open();
    expect(second.title).toBe('Terminal 2');
    await expect(open()).rejects.toMatchObject({ code: 'TERMINAL_LIMIT', status: 429 });
    const other = await learner.attach(second.id).live();
    await learner.call('DELETE', `/api/terminals/${second.id}`);
    expect((await other.closing()).code).toBe(4000);
    const view = await learner.view(session.id);
    expect(view.terminals.map(({ id }) => id)).toEqual([terminal.id]);
  });

  it('show how they ended', async () => {
    socket.type('exit 3\r');
    expect(await socket.closing()).toMatchObject({ code: 4000 });
    expect(socket.messages.at(-1)).toEqual({ type: 'exit', exitCode: 3 });
    const view = await learner.until(session.id, (one) => one.terminals[0]?.state === 'exited');
    expect(view.terminals[0]?.id).toBe(terminal.id);
    const again = learner.attach(terminal.id);
    expect(await again.closing()).toMatchObject({ code: 4000 });
    expect(again.screen).toContain('still here');
    expect(again.messages.at(-1)).toEqual({ type: 'exit', exitCode: 3 });
  });

  it('end with their session', async () => {
    const last = await open();
    const attached = await learner.attach(last.id).live();
    await learner.call('DELETE', `/api/lab-sessions/${session.id}`);
    expect((await attached.closing()).code).toBe(4000);
    await learner.until(
      session.id,
      (view) => view.state === 'ended' && view.terminals.length === 0,
    );
    await expect(open()).rejects.toMatchObject({ code: 'LAB_SESSION_STATE', status: 409 });
  });
});
