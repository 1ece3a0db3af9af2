import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { KubeClient } from './kube-client.js';
import { HttpsTransport } from './kube-transport.js';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = (asked: Asked, response: ServerResponse) => void;

const discovery = {
  resources: [
    { name: 'pods', kind: 'Pod', namespaced: true },
    { name: 'pods/log', kind: 'Pod', namespaced: true },
    { name: 'namespaces', kind: 'Namespace', namespaced: false },
  ],
};
const pods = { apiVersion: 'v1', kind: 'Pod' };
const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const status = (code: number, reason: string) => ({
  ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', code, reason },
  message: `because: ${reason}`,
});

describe('KubeClient', () => {
  const cleanUps: (() => unknown)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });

  /** A client of an API server that answers as the test says, besides discovery. */
  async function clientOf(answer: Answer) {
    const asked: Asked[] = [];
    const server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      const { method = '', url: path = '', headers } = request;
      if (path === '/api/v1') return json(response, 200, discovery);
      if (path === '/apis/nothing/v1') return response.writeHead(404).end('404 page not found');
      asked.push({ method, path, headers, body });
      answer({ method, path, headers, body }, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const access = { server: `http://127.0.0.1:${port}`, token: 'secret', namespace: 'default' };
    const client = new KubeClient(new HttpsTransport(access));
    cleanUps.push(
      () => client.close(),
      () => server.closeAllConnections(),
      () => server.close(),
    );
    return { client, asked };
  }

  it('reads every page of a list and gives each item its type', async () => {
    const { client, asked } = await clientOf(({ path }, response) => {
      const second = path.includes('continue=more');
      json(response, 200, {
        ...{ apiVersion: 'v1', kind: 'PodList' },
        metadata: second ? { resourceVersion: '9' } : { continue: 'more' },
        items: [{ metadata: { name: second ? 'b' : 'a' } }],
      });
    });
    const list = await client.list(pods, { namespace: 'x', labelSelector: 'app in (a,b)' });
    expect(list.items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      ...['Pod a', 'Pod b'],
    ]);
    expect(list.metadata.resourceVersion).toBe('9');
    expect(asked[0]?.path).toBe(
      '/api/v1/namespaces/x/pods?labelSelector=app+in+%28a%2Cb%29&limit=500',
    );
    expect(asked[0]?.headers.authorization).toBe('Bearer secret');
  });

  it('lists all at once where the pages expired meanwhile', async () => {
    const { client } = await clientOf(({ path }, response) => {
      if (path.includes('continue=')) return json(response, 410, status(410, 'Expired'));
      const limited = path.includes('limit=');
      json(response, 200, {
        metadata: limited ? { continue: 'more' } : {},
        items: [{ metadata: { name: limited ? 'first' : 'all' } }],
      });
    });
    expect((await client.list(pods)).items.map(({ metadata }) => metadata.name)).toEqual(['all']);
  });

  it('finds nothing where the object, or its kind, is not there', async () => {
    const { client } = await clientOf((_, response) =>
      json(response, 404, status(404, 'NotFound')),
    );
    expect(await client.find({ ...pods, name: 'a', namespace: 'x' })).toBeUndefined();
    expect(await client.find({ apiVersion: 'v1', kind: 'Absent', name: 'a' })).toBeUndefined();
    expect(await client.find({ apiVersion: 'nothing/v1', kind: 'X', name: 'a' })).toBeUndefined();
    await expect(client.get({ ...pods, name: 'a' })).rejects.toMatchObject({
      ...{ code: 'KUBE_API_ERROR', reason: 'NotFound', message: 'because: NotFound' },
    });
  });

  it('acts as somebody else, in several groups', async () => {
    const { client, asked } = await clientOf((_, response) => json(response, 201, {}));
    await client.create(
      { ...pods, metadata: { name: 'a', namespace: 'x' } },
      { dryRun: true, as: { user: 'jane', groups: ['dev', 'ops'] } },
    );
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/namespaces/x/pods?dryRun=All',
    });
    expect(asked[0]?.headers).toMatchObject({
      ...{ 'impersonate-user': 'jane', 'impersonate-group': 'dev, ops' },
    });
  });

  it('applies on the server', async () => {
    const { client, asked } = await clientOf((_, response) => json(response, 200, {}));
    await client.apply({ ...pods, metadata: { name: 'a', namespace: 'x' } });
    expect(asked[0]).toMatchObject({
      method: 'PATCH',
      path: '/api/v1/namespaces/x/pods/a?fieldManager=drillyard&force=true',
    });
    expect(asked[0]?.headers['content-type']).toBe('application/apply-patch+yaml');
  });

  it.each([
    [404, ['PATCH', 'PATCH', 'POST']],
    [200, ['PATCH', 'PATCH']],
  ])('merges or creates where the server cannot apply (%i)', async (found, methods) => {
    const { client, asked } = await clientOf(({ method, headers }, response) => {
      if (headers['content-type']?.includes('apply')) {
        return json(response, 415, status(415, 'UnsupportedMediaType'));
      }
      json(
        response,
        method === 'PATCH' ? found : 201,
        found === 404 ? status(404, 'NotFound') : {},
      );
    });
    await client.apply({ ...pods, metadata: { name: 'a', namespace: 'x' } });
    expect(asked.map(({ method }) => method)).toEqual(methods);
  });

  it.each<[string, Answer]>([
    ['hangs up', (_, response) => response.destroy()],
    [
      'breaks off in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"kind":');
        setTimeout(() => response.destroy(), 5);
      },
    ],
  ])('calls a server that %s unreachable, for now', async (_, answer) => {
    const { client } = await clientOf(answer);
    await expect(client.get({ ...pods, name: 'a', namespace: 'x' })).rejects.toMatchObject({
      ...{ code: 'CLUSTER_UNREACHABLE', retryable: true },
    });
  });

  it('reports a refusal that is no Status, and an answer that is no JSON', async () => {
    const { client } = await clientOf(({ path }, response) => {
      if (path.endsWith('/proxy')) response.writeHead(502).end('bad gateway');
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"kind"');
    });
    await expect(client.get({ ...pods, name: 'proxy' })).rejects.toThrow(
      'answered 502: bad gateway',
    );
    await expect(client.get({ ...pods, name: 'a' })).rejects.toMatchObject({
      code: 'ANSWER_UNREADABLE',
    });
  });

  it('ends a watch when it is no longer wanted', async () => {
    const { client } = await clientOf(({ path }, response) => {
      if (!path.includes('watch=true')) return json(response, 200, { metadata: {}, items: [] });
      const object = { ...pods, metadata: { name: 'a', uid: '1', resourceVersion: '2' } };
      response.writeHead(200).write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    });
    const stop = new AbortController();
    const names: unknown[] = [];
    for await (const { object } of client.watch(pods, { signal: stop.signal })) {
      names.push(object.metadata['name']);
      stop.abort();
    }
    expect(names).toEqual(['a']);
  });
});
