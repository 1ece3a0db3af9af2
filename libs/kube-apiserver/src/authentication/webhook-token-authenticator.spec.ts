import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialHost } from '../dialing/dial.js';
import { WebhookClient } from '../webhook/webhook-client.js';
import { WebhookTokenAuthenticator } from './webhook-token-authenticator.js';

const api = 'https://kubernetes.default.svc';
const jane = { username: 'jane', uid: '7', groups: ['devs'], extra: { scope: ['all'] } };

describe('WebhookTokenAuthenticator', () => {
  let server: Server;
  let client: WebhookClient;
  let answer: { code: number; status: unknown };
  let reviews: unknown[];
  let nowMs: number;

  beforeEach(async () => {
    answer = { code: 200, status: {} };
    reviews = [];
    nowMs = 0;
    server = createServer(async (incoming, outgoing) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      reviews.push(JSON.parse(body));
      outgoing.writeHead(answer.code).end(JSON.stringify({ status: answer.status }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address with one.
    const { port } = server.address() as AddressInfo;
    const target = { url: new URL(`http://127.0.0.1:${port}/authenticate`) };
    client = new WebhookClient(target, dialHost, []);
  });
  afterEach(async () => {
    client.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const authenticator = (cacheTtlMs = 1_000) =>
    new WebhookTokenAuthenticator({
      client,
      apiAudiences: [api],
      version: 'v1',
      cacheTtlMs,
      now: () => new Date(nowMs),
    });

  it('takes the user the service tells of', async () => {
    answer.status = { authenticated: true, user: jane };
    expect(await authenticator().authenticateToken('abc')).toEqual({
      user: { name: 'jane', uid: '7', groups: ['devs'], extra: { scope: ['all'] } },
      audiences: [api],
    });
    expect(reviews).toEqual([
      {
        kind: 'TokenReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: {},
        spec: { token: 'abc', audiences: [api] },
        status: { user: {} },
      },
    ]);
  });

  it.each([
    ['who it does not know', { authenticated: false }, [api]],
    ['who is known to others', { authenticated: true, user: jane, audiences: ['other'] }, [api]],
    ['who is asked for by others', { authenticated: true, user: jane }, ['other']],
  ])('passes on %s', async (_, status, audiences) => {
    answer.status = status;
    expect(await authenticator().authenticateToken('abc', audiences)).toBeUndefined();
  });

  it('tells why a token is not good, and what kept it from knowing', async () => {
    answer.status = { authenticated: false, error: 'revoked' };
    await expect(authenticator().authenticateToken('abc')).rejects.toThrow('revoked');
    answer.code = 500;
    await expect(authenticator().authenticateToken('abc')).rejects.toThrow('status 500');
  });

  it('asks again when an answer is too old, and at once after a failure', async () => {
    const authenticators = authenticator();
    answer.status = { authenticated: true, user: jane };
    await authenticators.authenticateToken('abc');
    await authenticators.authenticateToken('abc');
    expect(reviews).toHaveLength(1);
    nowMs += 1_001;
    await authenticators.authenticateToken('abc');
    expect(reviews).toHaveLength(2);
    answer.code = 500;
    await expect(authenticators.authenticateToken('other')).rejects.toThrow();
    await expect(authenticators.authenticateToken('other')).rejects.toThrow();
    expect(reviews).toHaveLength(4);
  });
});
