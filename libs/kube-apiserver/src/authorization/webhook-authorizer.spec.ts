import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialHost } from '../dialing/dial.js';
import { WebhookClient } from '../webhook/webhook-client.js';
import { readWebhookKubeconfig } from '../webhook/webhook-kubeconfig.js';
import { WebhookAuthorizer } from './webhook-authorizer.js';

const attributes = {
  user: { name: 'jane', groups: ['dev'], uid: '7' },
  verb: 'list',
  isResourceRequest: true,
  apiGroup: '',
  apiVersion: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'ns',
  name: '',
  path: '',
  fieldSelector: [{ field: 'spec.nodeName', operator: '=', value: 'a' }],
} as const;

/** What the service answers in turn; the last one again and again. */
let answers: { code?: number; body: unknown }[];
let received: { headers: Record<string, unknown>; url: string; body: unknown }[];
let server: Server;
let client: WebhookClient;
let nowMs: number;

const now = () => new Date(nowMs);

function kubeconfig(url: string): string {
  return JSON.stringify({
    clusters: [{ name: 'opa', cluster: { server: url } }],
    users: [{ name: 'api', user: { token: 'let-me-in' } }],
    contexts: [{ name: 'webhook', context: { cluster: 'opa', user: 'api' } }],
    'current-context': 'webhook',
  });
}

function clientOf(url: string, retries = 0): WebhookClient {
  const readFile = (path: string) => {
    throw new Error(`open ${path}: no such file or directory`);
  };
  const target = readWebhookKubeconfig(kubeconfig(url), '/webhook.conf', readFile);
  return new WebhookClient(target, dialHost, Array<number>(retries).fill(0));
}

beforeEach(async () => {
  nowMs = Date.parse('2026-03-01T12:00:00Z');
  answers = [];
  received = [];
  server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { headers, url = '' } = incoming;
    received.push({ headers, url, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const { code = 200, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {
      body: '',
    };
    outgoing.writeHead(code).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  client = clientOf(`http://127.0.0.1:${port}/authorize`, 2);
});
afterEach(async () => {
  client.close();
  await new Promise((resolve) => server.close(resolve));
});

describe('WebhookAuthorizer', () => {
  it.each([
    [
      { allowed: true, reason: 'why not' },
      { decision: 'Allow', reason: 'why not' },
    ],
    [
      { allowed: false, reason: 'ask RBAC' },
      { decision: 'NoOpinion', reason: 'ask RBAC' },
    ],
    [
      { allowed: false, denied: true, reason: 'no' },
      { decision: 'Deny', reason: 'no' },
    ],
    [
      { allowed: true, denied: true },
      {
        decision: 'Deny',
        reason: '',
        evaluationError: 'webhook subject access review returned both allow and deny response',
      },
    ],
  ])('takes %j', async (status, decision) => {
    answers = [{ body: { status } }];
    expect(await new WebhookAuthorizer({ client, now }).authorize(attributes)).toEqual(decision);
  });

  it('sends a review with its credential, in the version that was chosen', async () => {
    answers = [{ body: { status: { allowed: true } } }];
    await new WebhookAuthorizer({ client, now, version: 'v1' }).authorize(attributes);
    await new WebhookAuthorizer({ client, now }).authorize({
      ...attributes,
      isResourceRequest: false,
      path: '/metrics',
      verb: 'get',
    });
    expect(received[0]).toMatchObject({
      url: '/authorize?timeout=30s',
      headers: { authorization: 'Bearer let-me-in' },
    });
    expect(received.map(({ body }) => body)).toEqual([
      {
        kind: 'SubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1',
        metadata: {},
        spec: {
          resourceAttributes: {
            namespace: 'ns',
            verb: 'list',
            version: 'v1',
            resource: 'pods',
            fieldSelector: {
              requirements: [{ key: 'spec.nodeName', operator: 'In', values: ['a'] }],
            },
          },
          user: 'jane',
          groups: ['dev'],
          uid: '7',
        },
        status: { allowed: false },
      },
      {
        kind: 'SubjectAccessReview',
        apiVersion: 'authorization.k8s.io/v1beta1',
        metadata: {},
        spec: {
          nonResourceAttributes: { path: '/metrics', verb: 'get' },
          user: 'jane',
          group: ['dev'],
          uid: '7',
        },
        status: { allowed: false },
      },
    ]);
  });

  it.each([
    [true, 300_000],
    [false, 30_000],
  ])('remembers allowed: %s for %i ms, however often it is asked', async (allowed, lifetimeMs) => {
    answers = [{ body: { status: { allowed } } }];
    const authorizer = new WebhookAuthorizer({ client, now });
    await authorizer.authorize(attributes);
    nowMs += lifetimeMs;
    await authorizer.authorize(attributes);
    expect(received).toHaveLength(1);
    nowMs += 1;
    await authorizer.authorize(attributes);
    expect(received).toHaveLength(2);
    await authorizer.authorize({ ...attributes, namespace: 'x'.repeat(10_000) });
    await authorizer.authorize({ ...attributes, namespace: 'x'.repeat(10_000) });
    expect(received).toHaveLength(4);
  });

  it('tries again what failed for a moment', async () => {
    answers = [
      { code: 500, body: '' },
      { code: 503, body: '' },
      { body: { status: { allowed: true } } },
    ];
    const { decision } = await new WebhookAuthorizer({ client, now }).authorize(attributes);
    expect(decision).toBe('Allow');
    expect(received).toHaveLength(3);
  });

  it.each([
    [{ code: 500, body: '' }, 3, 'the server answered with status 500'],
    [{ code: 404, body: '' }, 1, 'the server answered with status 404'],
    [{ body: 'yes' }, 1, 'the answer is not JSON'],
    [{ body: {} }, 1, 'the answer is no SubjectAccessReview'],
    [{ body: 'x'.repeat(1024 * 1024 + 1) }, 1, 'the answer is longer than 1048576 bytes'],
  ])('has no opinion after %j', async (answer, requests, evaluationError) => {
    answers = [answer];
    const authorizer = new WebhookAuthorizer({ client, now });
    const decision = { decision: 'NoOpinion', reason: '', evaluationError };
    expect(await authorizer.authorize(attributes)).toEqual(decision);
    expect(received).toHaveLength(requests);
  });

  it('has no opinion where nobody answers', async () => {
    const nobody = clientOf('http://127.0.0.1:1/authorize');
    const answer = await new WebhookAuthorizer({ client: nobody, now }).authorize(attributes);
    expect(answer.decision).toBe('NoOpinion');
    expect(answer.evaluationError).toContain('Post "http://127.0.0.1:1/authorize?timeout=30s": ');
    nobody.close();
  });
});

describe('readWebhookKubeconfig', () => {
  it.each([
    ['clusters: []', 'no context "undefined" in it'],
    [kubeconfig('nowhere'), 'the cluster has no server that is a URL'],
    [kubeconfig('http://a').replace('"user":"api"', '"user":"x"'), 'no user "x" in it'],
  ])('refuses %s', (text, message) => {
    expect(() => readWebhookKubeconfig(text, '/w.conf', () => '')).toThrow(
      `webhook config file /w.conf: ${message}`,
    );
  });

  it('takes no authority beside the word that none is needed', () => {
    const config = JSON.parse(kubeconfig('https://opa.example'));
    config.clusters[0].cluster['insecure-skip-tls-verify'] = true;
    const read = () => readWebhookKubeconfig(JSON.stringify(config), '/w.conf', () => 'pem');
    expect(read()).toMatchObject({ isInsecure: true });
    config.clusters[0].cluster['certificate-authority'] = '/ca.crt';
    expect(read).toThrow(/root certificates file with the insecure flag is not allowed/);
  });

  it('reads the files it names', () => {
    const config = JSON.parse(kubeconfig('https://opa.example'));
    config.clusters[0].cluster['certificate-authority'] = '/ca.crt';
    config.users[0].user = { 'client-certificate-data': Buffer.from('pem').toString('base64') };
    const target = readWebhookKubeconfig(JSON.stringify(config), '/w.conf', (path) => `of ${path}`);
    expect(target).toMatchObject({
      certificateAuthorityPem: 'of /ca.crt',
      clientCertificatePem: 'pem',
    });
  });
});
