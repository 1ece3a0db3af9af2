import { connect } from 'node:net';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestLearner } from '../testing/test-learner.js';
import { TestServer } from '../testing/test-server.js';

describe('the HTTP server', () => {
  let server: TestServer;
  let learner: TestLearner;
  beforeAll(async () => {
    server = await TestServer.start();
    learner = await server.login();
  });
  afterAll(() => server?.remove());

  const http = () => request(server.url);
  const tokenOf = async () =>
    new URL(await server.running.createLoginLink()).searchParams.get('token') ?? '';

  describe('refuses', () => {
    it.each([
      ['GET', '/api/labs'],
      ['GET', '/api/tracks'],
      ['GET', '/api/lab-sessions'],
      ['POST', '/api/lab-sessions'],
      ['POST', '/api/logout'],
      ['DELETE', '/api/terminals/x'],
      ['GET', '/api/terminals/x/recording'],
      ['PUT', '/api/lab-sessions/x/tasks/y/answers/z'],
      ['GET', '/api/lab-sessions/x/events'],
    ])('%s %s without a login', async (method, path) => {
      const response = await fetch(`${server.url}${path}`, { method });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toMatch('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'NOT_LOGGED_IN', status: 401 });
    });

    it('a cookie that is not one of ours', async () => {
      const name = learner.cookie.split('=')[0];
      await http().get('/api/labs').set('cookie', `${name}=made-up`).expect(401);
    });

    it('changes that another site asks for', async () => {
      const post = () =>
        http().post('/api/lab-sessions').set('cookie', learner.cookie).send({ lab: 'make' });
      await post().set('origin', 'http://evil.example').expect(403);
      await post().set('sec-fetch-site', 'cross-site').expect(403);
      await post().set('sec-fetch-site', 'same-site').expect(403);
      await post().set('origin', 'null').expect(403);
      const problem = await post().set('origin', 'http://evil.example');
      expect(problem.body).toMatchObject({ code: 'CROSS_ORIGIN_REQUEST' });
    });

    it('a name it does not know itself by', async () => {
      const response = await http().get('/api/me').set('host', 'rebound.example').expect(421);
      expect(response.body.code).toBe('HOST_UNKNOWN');
      await http().get('/api/me').set('host', 'localhost:4000').expect(200);
    });

    it.each([
      ['malformed JSON', '{"lab":', 400],
      ['no object', '[1]', 400],
      ['a body that is too large', JSON.stringify({ lab: 'x'.repeat(200_000) }), 413],
      ['a name that is too long', JSON.stringify({ lab: 'x'.repeat(64) }), 400],
      ['a missing field', '{}', 400],
    ])('%s', async (_what, body, status) => {
      const response = await http()
        .post('/api/lab-sessions')
        .set('cookie', learner.cookie)
        .set('content-type', 'application/json')
        .send(body);
      expect(response.status).toBe(status);
      expect(response.body).toMatchObject({ status, detail: expect.stringMatching(/\w{4}/) });
      expect(response.text).not.toMatch(/node_modules|at .*\.js/);
    });

    it('what is not there, in our form', async () => {
      const response = await http().get('/api/nothing').set('cookie', learner.cookie).expect(404);
      expect(response.body).toMatchObject({ code: 'NOT_FOUND' });
      await http().get('/assets/nothing.js').expect(404);
      await http().post('/').expect(404);
    });

    it('upgrades that are no terminal', async () => {
      const { hostname, port } = new URL(server.url);
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), hostname, () =>
          socket.write(
            'GET /elsewhere HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
              'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
          ),
        );
        socket.once('data', (data) => resolve(data.toString()));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 404/);
    });
  });

  describe('login', () => {
    it('says who asks', async () => {
      const anonymous = await http().get('/api/me').expect(200);
      expect(anonymous.body).toEqual({
        authenticated: false,
        isolation: expect.stringMatching(/bubblewrap|unshare|none/),
        notices: expect.any(Array),
      });
      const known = await http().get('/api/me').set('cookie', learner.cookie).expect(200);
      expect(known.body).toMatchObject({ authenticated: true, learner: { name: 'learner' } });
    });

    it('trades a token for a cookie once, over the form', async () => {
      const token = await tokenOf();
      const login = () =>
        http()
          .post('/api/login')
          .send({ token: ` ${token} ` });
      const cookie = (await login().expect(204)).headers['set-cookie']?.[0] ?? '';
      expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
      const again = await login().expect(401);
      expect(again.body).toMatchObject({
        code: 'LOGIN_TOKEN_INVALID',
        detail: expect.stringMatching(/npx drillyard login-link/),
      });
    });

    it('trades a token for a cookie once, over the link', async () => {
      const token = await tokenOf();
      const path = `/lab-sessions/1?view=a&token=${token}`;
      const prefetched = await http().get(path).set('sec-purpose', 'prefetch;prerender');
      expect(prefetched.status).toBe(503);
      const first = await http().get(path).expect(303);
      expect(first.headers['location']).toBe('/lab-sessions/1?view=a');
      expect(first.headers['set-cookie']).toHaveLength(1);
      const second = await http().get(path).expect(303);
      expect(second.headers['location']).toBe('/lab-sessions/1?view=a&login=failed');
      expect(second.headers['set-cookie']).toBeUndefined();
      const known = await http().get(path).set('cookie', learner.cookie).expect(303);
      expect(known.headers['location']).toBe('/lab-sessions/1?view=a');
    });

    it('never leads to another site', async () => {
      for (const path of ['//evil.example/', '/.//evil.example/', '/%5cevil.example', '///x']) {
        const response = await fetch(`${server.url}${path}?token=x`, { redirect: 'manual' });
        const target = new URL(response.headers.get('location') ?? '', server.url);
        expect(target.origin).toBe(server.url);
      }
    });

    it('ends with the logout, for this browser only', async () => {
      const other = await server.login();
      await other.call('POST', '/api/logout');
      await http().get('/api/labs').set('cookie', other.cookie).expect(401);
      await http().get('/api/labs').set('cookie', learner.cookie).expect(200);
    });

    it('keeps every token and cookie out of the log', async () => {
      const token = await tokenOf();
      await http().get(`/?token=${token}`);
      expect(server.log).toMatch(/"path":"\/"/);
      expect(server.log).not.toContain(token);
      expect(server.log).not.toContain(learner.cookie.split('=')[1]);
    });
  });

  describe('pages', () => {
    it('are the web app, whatever their address, and checked for news', async () => {
      for (const path of ['/', '/lab-sessions/x', '/labs/make']) {
        const response = await http().get(path).expect(200);
        expect(response.text).toContain('<title>Drillyard</title>');
        expect(response.headers['cache-control']).toBe('no-cache');
      }
    });

    it('have files that never change under their name', async () => {
      const response = await http().get('/assets/app-1a2b3c.js').expect(200);
      expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(response.headers['content-type']).toMatch('javascript');
    });

    it('are protected, and not to be framed', async () => {
      const { headers } = await http().get('/');
      expect(headers['content-security-policy']).toMatch(
        /default-src 'self'.*frame-ancestors 'none'/,
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    });
  });

  describe('operators', () => {
    it('see whether it lives and works', async () => {
      await http().get('/healthz').expect(200);
      const ready = await http().get('/readyz').expect(200);
      expect(ready.body).toEqual({ status: 'ok', checks: { database: 'PGlite' } });
    });

    it('find the API described', async () => {
      const document = await http().get('/api/docs-json').expect(200);
      expect(Object.keys(document.body.paths)).toContain('/api/lab-sessions/{id}/events');
      expect(document.body.components.schemas).toHaveProperty('LabSessionView');
      const page = await http().get('/api/docs').expect(200);
      expect(page.text).toMatch(/swagger-ui/);
    });
  });

  // Last: it uses up what this address may try in a minute.
  it('slows down whoever guesses', async () => {
    const guess = () => http().post('/api/login').send({ token: 'guess' });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 35; attempt += 1) statuses.push((await guess()).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess()).body).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
    await http().get('/').expect(200);
  });
});
