import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestApiServer } from '../testing/index.js';
import type { AuditEvent } from './audit-event.js';
import type { AuditPolicy } from './audit-policy.js';

const namespaces = '/api/v1/namespaces';
const configMaps = `${namespaces}/default/configmaps`;

describe('audit', () => {
  let server: TestApiServer;
  let events: AuditEvent[];

  const start = async (policy: AuditPolicy) => {
    events = [];
    const sink = {
      processEvent: (event: AuditEvent) => void events.push(JSON.parse(JSON.stringify(event))),
      close: async () => undefined,
    };
    server = await TestApiServer.start({ audit: { policy, sink } });
  };
  beforeEach(() => start({ rules: [{ level: 'RequestResponse' }] }));
  afterEach(() => server.close());

  it('tells of a write from its beginning to its end', async () => {
    const body = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' }, data: { x: '1' } };
    const path = `${configMaps}?fieldManager=me`;
    const headers = { 'audit-id': 'abc', 'user-agent': 'test', 'x-forwarded-for': '192.0.2.1' };
    await server.request({ method: 'POST', path, body, headers });
    const about = {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'RequestResponse',
      auditID: 'abc',
      requestURI: path,
      verb: 'create',
      sourceIPs: ['192.0.2.1', '127.0.0.1'],
      userAgent: 'test',
    };
    const objectRef = { resource: 'configmaps', namespace: 'default', apiVersion: 'v1' };
    expect(events).toMatchObject([
      { ...about, stage: 'RequestReceived', objectRef },
      {
        ...about,
        stage: 'ResponseComplete',
        objectRef: { ...objectRef, name: 'a' },
        responseStatus: { metadata: {}, code: 201 },
        requestObject: body,
        responseObject: { ...body, metadata: { name: 'a', namespace: 'default' } },
        annotations: {
          'authorization.k8s.io/decision': 'allow',
          'authorization.k8s.io/reason': '',
        },
      },
    ]);
    expect(events[0]?.user.groups).toContain('system:masters');
  });

  it('tells of refusals with their Status', async () => {
    await server.request({ path: `${configMaps}/nope` });
    await server.request({ path: '/api/v1/pods', anonymous: true });
    await server.request({ path: '/apis/nope' });
    const ended = events.filter(({ stage }) => stage === 'ResponseComplete');
    const status = { metadata: {}, status: 'Failure' };
    expect(ended).toMatchObject([
      { responseStatus: { ...status, reason: 'NotFound', code: 404 } },
      {
        user: { username: 'system:anonymous', groups: ['system:unauthenticated'] },
        responseStatus: { ...status, reason: 'Forbidden', code: 403 },
        annotations: { 'authorization.k8s.io/decision': 'forbid' },
      },
      { responseStatus: { metadata: {}, code: 404 } },
    ]);
  });

  it('tells of a credential that is not good, and never what it was', async () => {
    const headers = { authorization: 'Bearer not-a-token' };
    await server.request({ path: '/api/v1/pods', anonymous: true, headers });
    expect(events).toMatchObject([
      {
        stage: 'ResponseStarted',
        user: {},
        responseStatus: { message: 'Unauthorized', code: 401 },
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('not-a-token');
  });

  it('never writes a token down', async () => {
    const accounts = `${namespaces}/default/serviceaccounts`;
    await server.create(accounts, { metadata: { name: 'ci' } });
    const { json } = await server.create(`${accounts}/ci/token`, { spec: {} });
    const review = { spec: { token: json.status.token } };
    await server.create('/apis/authentication.k8s.io/v1/tokenreviews', review);
    expect(JSON.stringify(events)).not.toContain(json.status.token);
    const issued =
      events.at(-3)?.annotations?.['authentication.kubernetes.io/issued-credential-id'];
    expect(issued).toMatch(/^JTI=/);
  });

  it('tells of impersonation, and of what allowed it', async () => {
    const headers = { 'impersonate-user': 'jane', 'impersonate-group': 'devs' };
    await server.request({ path: `${configMaps}/a`, headers });
    expect(events.at(-1)).toMatchObject({
      impersonatedUser: { username: 'jane', groups: ['devs', 'system:authenticated'] },
      authenticationMetadata: { impersonationConstraint: 'impersonate:user-info' },
      responseStatus: { code: 403 },
    });
  });

  it('tells of a watch when it begins and when it ends', async () => {
    await server.create(configMaps, { metadata: { name: 'a' } });
    events.length = 0;
    for await (const _event of server.watch(`${configMaps}?watch=1`)) break;
    await expect
      .poll(() => events.map(({ stage }) => stage))
      .toEqual(['RequestReceived', 'ResponseStarted', 'ResponseComplete']);
  });

  it('marks the use of deprecated APIs', async () => {
    await server.request({ path: '/api/v1/endpoints' });
    expect(events.at(-1)?.annotations).toMatchObject({ 'k8s.io/deprecated': 'true' });
  });

  it('records patches and options as they were sent', async () => {
    await server.create(configMaps, { metadata: { name: 'a' } });
    const headers = { 'content-type': 'application/merge-patch+json' };
    const patch = { data: { y: '2' } };
    await server.request({ method: 'PATCH', path: `${configMaps}/a`, body: patch, headers });
    expect(events.at(-1)?.requestObject).toEqual(patch);
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' };
    await server.request({ method: 'DELETE', path: `${configMaps}/a`, body });
    expect(events.at(-1)).toMatchObject({
      requestObject: { ...body, apiVersion: 'meta.k8s.io/__internal' },
      responseStatus: { status: 'Success', code: 200 },
    });
  });
});

describe('audit levels', () => {
  it.each([
    ['None', []],
    ['Metadata', ['responseStatus']],
    ['Request', ['responseStatus', 'requestObject']],
    ['RequestResponse', ['responseStatus', 'requestObject', 'responseObject']],
  ] as const)('%s', async (level, present) => {
    const events: AuditEvent[] = [];
    const sink = {
      processEvent: (event: AuditEvent) => void events.push(JSON.parse(JSON.stringify(event))),
      close: async () => undefined,
    };
    const policy = { omitStages: ['RequestReceived'], rules: [{ level }] } as const;
    const server = await TestApiServer.start({ audit: { policy, sink } });
    try {
      await server.create(`${namespaces}/default/secrets`, {
        metadata: { name: 's' },
        data: { password: 'aHVudGVyMg==' },
      });
    } finally {
      await server.close();
    }
    const bodies = ['responseStatus', 'requestObject', 'responseObject'];
    expect(events.flatMap((event) => bodies.filter((key) => key in event))).toEqual(present);
    expect(JSON.stringify(events).includes('aHVudGVyMg==')).toBe(level.startsWith('Request'));
  });
});
