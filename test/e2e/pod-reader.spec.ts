/**
 * A learner solves the lab "Let a colleague read pods, and nothing else" through the front door: the login
 * link, the REST API, server-sent events and a terminal in which the real kubectl runs. The server
 * is killed in the middle, and nothing is lost.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabSessionView, Learner } from '../support/learner.js';
import { type ServerProcess, startServer, temporaryHome } from '../support/server-process.js';
import type { TerminalClient } from '../support/terminal-client.js';

describe('the pod-reader lab', () => {
  let home: Awaited<ReturnType<typeof temporaryHome>>;
  let server: ServerProcess;
  let learner: Learner;
  let session: LabSessionView;
  let terminal: { id: string; client: TerminalClient };
  let namespace: string;
  let user: string;

  const check = (view: LabSessionView, pattern: RegExp) => {
    const found = view.tasks.flatMap((task) => task.checks).find((one) => pattern.test(one.name));
    if (found === undefined) throw new Error(`no check ${pattern}`);
    return found;
  };

  beforeAll(async () => {
    home = await temporaryHome();
    server = await startServer(home.home);
    learner = await Learner.login(server.loginLink);
  });
  afterAll(async () => {
    await server?.stop();
    await home?.remove();
  });

  it('is ready with a cluster and a terminal', async () => {
    const started = await learner.start('pod-reader');
    session = await learner.until(started.id, (view) => view.state === 'ready');
    terminal = await learner.openTerminal(session.id);
    const shown = await terminal.client.run('kubectl get namespaces');
    namespace = /^(atlas|borealis|cygnus)\s+Active/m.exec(shown)?.[1] ?? '';
    expect(namespace, shown).not.toBe('');
    const body = session.tasks.map((task) => task.body).join('\n');
    user = /\b(jane|omar|mei)\b/.exec(body)?.[1] ?? '';
    expect(user, body).not.toBe('');
  });

  it('starts with every check that asks for work red, and says why', async () => {
    const view = await learner.until(session.id, (one) =>
      one.tasks.every((task) => task.checks.every((c) => c.outcome.status !== 'pending')),
    );
    expect(view.score.points).toBe(0);
    const reading = check(view, /can read pods/);
    expect(reading.outcome.status).toBe('failed');
    expect(reading.outcome.reason).toMatch(new RegExp(user));
  });

  it('names the excess of a wrong answer', async () => {
    await terminal.client.run(
      `kubectl -n ${namespace} create role pod-reader --verb='*' --resource=pods && ` +
        `kubectl -n ${namespace} create rolebinding pod-reader --role=pod-reader --user=${user}`,
    );
    const view = await learner.until(
      session.id,
      (one) =>
        check(one, /can read pods/).outcome.status === 'passed' &&
        /more than/.test(check(one, /nothing else/).outcome.reason ?? ''),
    );
    expect(check(view, /nothing else/).outcome.status).toBe('failed');
  });

  it('turns green by itself when the answer is right', async () => {
    await terminal.client.run(
      `kubectl -n ${namespace} delete role pod-reader && ` +
        `kubectl -n ${namespace} create role pod-reader --verb=get,list,watch --resource=pods`,
    );
    const view = await learner.until(
      session.id,
      (one) => check(one, /nothing else/).outcome.status === 'passed',
    );
    expect(view.score.points).toBeGreaterThan(0);
  });

  it('survives the death of the server', async () => {
    await terminal.client.run('echo kept-in-a-file > ~/kept.txt; echo seen-before-the-crash');
    const before = await learner.view(session.id);
    await server.stop('SIGKILL');
    server = await startServer(home.home);
    learner = learner.at(server.url);

    const after = await learner.until(
      session.id,
      (view) => view.state === 'ready' && check(view, /nothing else/).outcome.status === 'passed',
      60_000,
    );
    expect(after.score).toEqual(before.score);
    const [kept] = after.terminals;
    const client = await learner.attach(kept?.id ?? '');
    terminal = { id: kept?.id ?? '', client };
    expect(client.screen).toContain('seen-before-the-crash');
    expect(await client.run('cat ~/kept.txt')).toContain('kept-in-a-file');
    expect(await client.run(`kubectl -n ${namespace} get role,rolebinding`)).toContain(
      'pod-reader',
    );
  });

  it('goes red again when the learner breaks it, and keeps the points', async () => {
    const before = await learner.view(session.id);
    await terminal.client.run(`kubectl -n ${namespace} delete rolebinding pod-reader`);
    const view = await learner.until(
      session.id,
      (one) => check(one, /can read pods/).outcome.status === 'failed',
    );
    expect(view.score.points).toBe(before.score.points);
    expect(check(view, /can read pods/).earned).toBe(true);
  });

  it('takes up a terminal where a lost connection left it', async () => {
    await terminal.client.run('echo first-line');
    const { offset } = terminal.client;
    terminal.client.detach();
    const again = await learner.attach(terminal.id, offset);
    expect(again.messages[0]).toMatchObject({ type: 'attached', offset, reset: false });
    expect(again.screen).not.toContain('first-line');
    expect(await again.run('echo second-line')).toContain('second-line');
    terminal = { id: terminal.id, client: again };
  });

  it('reaches nothing but its own API server', async () => {
    const port = new URL(server.url).port;
    const shown = await terminal.client.run(
      `(exec 3<>/dev/tcp/127.0.0.1/${port}) 2>&1 && echo reached-the-host`,
    );
    if (session.state === 'ready') expect(shown).not.toMatch(/^reached-the-host/m);
    const home = await terminal.client.run('ls -a / /root 2>&1');
    expect(home).not.toContain('drillyard-e2e');
  });

  it('leaves nothing behind when it ends', async () => {
    await learner.call('DELETE', `/api/lab-sessions/${session.id}`);
    const view = await learner.until(session.id, (one) => one.state === 'ended');
    expect(view.score.points).toBeGreaterThan(0);
    const again = await learner.request('POST', `/api/lab-sessions/${session.id}/terminals`, {});
    expect(again.status).toBe(409);
  });
});
