/** Each mistake of an operator gets one clear message with the next step, and nothing is lost. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectRefusal,
  type ServerProcess,
  startServer,
  temporaryHome,
} from '../support/server-process.js';

describe('a server that cannot start', () => {
  let home: Awaited<ReturnType<typeof temporaryHome>>;
  beforeAll(async () => {
    home = await temporaryHome();
  });
  afterAll(() => home.remove());

  it('names the port that is in use and how to choose another', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };
    const { exitCode, said } = await expectRefusal(home.home, { PORT: String(port) });
    holder.close();
    expect(exitCode).toBe(1);
    expect(said).toContain(`${port}`);
    expect(said).toMatch(/in use.*PORT=/s);
    expect(said).not.toMatch(/\n\s+at /);
  });

  it('names the setting that makes no sense', async () => {
    const { exitCode, said } = await expectRefusal(home.home, { PORT: 'eighty' });
    expect(exitCode).toBe(1);
    expect(said).toMatch(/PORT/);
    expect(said).not.toMatch(/\n\s+at /);
  });
});

describe('a running server', () => {
  let home: Awaited<ReturnType<typeof temporaryHome>>;
  let server: ServerProcess;
  let labs: string;
  beforeAll(async () => {
    home = await temporaryHome();
    labs = await mkdtemp(join(tmpdir(), 'drillyard-labs-'));
    await mkdir(join(labs, 'authorization', '01-broken'), { recursive: true });
    await writeFile(
      join(labs, 'authorization', '01-broken', 'lab.yaml'),
      'apiVersion: drillyard.dev/v1\nkind: Lab\nmetadata:\n  name: broken\n  titel: Oops\n',
    );
    server = await startServer(home.home, { DRILLYARD_LABS: labs });
  });
  afterAll(async () => {
    await server?.stop();
    await home.remove();
    await rm(labs, { recursive: true, force: true });
  });

  it('keeps a second server off its data folder', async () => {
    const { exitCode, said } = await expectRefusal(home.home);
    expect(exitCode).toBe(1);
    expect(said).toContain(String(server.pid));
    expect(said).toMatch(/DRILLYARD_HOME=/);
  });

  it('refuses a token that is wrong or was used', async () => {
    const wrong = await fetch(`${server.url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ token: 'x'.repeat(43) }),
    });
    expect(wrong.status).toBe(401);
    expect(await wrong.text()).toMatch(/login-link/);
    const first = await fetch(server.loginLink, { redirect: 'manual' });
    expect(first.status).toBeGreaterThanOrEqual(300);
    expect(first.headers.get('location')).not.toContain('token');
    const second = await fetch(server.loginLink, { redirect: 'manual' });
    expect(second.headers.getSetCookie()).toEqual([]);
  });

  it('reports a broken lab at its line and column, and goes on without it', async () => {
    expect(server.log()).toMatch(/lab\.yaml:5:3/);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('ends in order on SIGTERM', async () => {
    expect(await server.stop('SIGTERM')).toBe(0);
    server = await startServer(home.home);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
