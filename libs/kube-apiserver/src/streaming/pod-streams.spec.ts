/** What the streams of pods say on the wire, beyond what kubectl makes use of. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AuditEvent } from '../audit/audit-event.js';
import { TestApiServer } from '../testing/test-api-server.js';
import { ChannelClient } from './testing/channel-client.js';
import { givenPods } from './testing/given-pods.js';
import { ProcessKubelet } from './testing/process-kubelet.js';

const pods = '/api/v1/namespaces/default/pods';

describe('the streams of pods', () => {
  const folder = mkdtempSync(join(tmpdir(), 'streams-'));
  const kubelet = new ProcessKubelet(folder);
  const events: AuditEvent[] = [];
  let server: TestApiServer;
  beforeAll(async () => {
    const sink = {
      processEvent: (event: AuditEvent) => void events.push(event),
      close: async () => {},
    };
    const policy = {
      rules: [{ level: 'Metadata' as const, resources: [{ group: '', resources: ['pods/exec'] }] }],
    };
    server = await TestApiServer.start({
      kubelet: () => kubelet,
      audit: { policy, sink } as never,
    });
    await givenPods(server);
  });
  afterAll(async () => {
    expect(server.unexpected).toEqual([]);
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const execPath = (script: string, rest = 'stdout=true&stderr=true') =>
    `${pods}/web/exec?${rest}&command=sh&command=-c&command=${encodeURIComponent(script)}`;
  const failed = {
    metadata: {},
    status: 'Failure',
    message: 'command terminated with non-zero exit code: command terminated with exit code 3',
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: '3' }] },
  };

  it.each(['v5.channel.k8s.io', 'v4.channel.k8s.io'])('%s: bytes, and a Status', async (name) => {
    const client = new ChannelClient(server, execPath('echo out; echo err >&2; exit 3'), [name]);
    await client.over();
    expect(client.socket.protocol).toBe(name);
    // The first message is empty: the connection stands.
    expect(client.messages[0]).toEqual(Buffer.from([1]));
    expect([client.text(1), client.text(2)]).toEqual(['out\n', 'err\n']);
    expect(JSON.parse(client.text(3))).toEqual(failed);
    expect(client.closeCode).toBe(1000);
  });

  it.each([['channel.k8s.io'], []])(
    'the first version says no more than why it failed',
    async (...names) => {
      const client = new ChannelClient(server, execPath('exit 3'), names.flat());
      await client.over();
      expect(client.text(3)).toBe(failed.message);
    },
  );

  it('base64 is text, with digits for channels', async () => {
    const path = execPath('read x; echo "<$x>"', 'stdin=true&stdout=true');
    const client = new ChannelClient(server, path, ['v4.base64.channel.k8s.io']);
    await client.opened();
    client.socket.send(`0${Buffer.from('word\n').toString('base64')}`);
    await client.over();
    const lines = client.messages.map((message) => message.toString('latin1'));
    const decoded = lines.filter((line) => line[0] === '1').map((line) => line.slice(1));
    expect(Buffer.from(decoded.join(''), 'base64').toString()).toBe('<word>\n');
    const status = lines.find((line) => line[0] === '3') ?? '';
    expect(JSON.parse(Buffer.from(status.slice(1), 'base64').toString()).status).toBe('Success');
  });

  it('v5 ends input by a close signal', async () => {
    const client = new ChannelClient(server, execPath('cat', 'stdin=true&stdout=true'), [
      'v5.channel.k8s.io',
    ]);
    await client.opened();
    client.socket.send(Buffer.from('\0all', 'latin1'));
    client.socket.send(Buffer.from([255, 0]));
    await client.over();
    expect(client.text(1)).toBe('all');
    expect(JSON.parse(client.text(3)).status).toBe('Success');
  });

  it.each([
    ['sizes', '{"Width":80,"Height":24}{"Width":81,', '"Height":25}', ['80x24 tty', '81x25 tty']],
    ['rubbish', '{"Width":-1,"Height":1e99}{"Width":9}]]', '{', []],
  ])('a terminal takes %s', async (_what, first, second, expected) => {
    kubelet.resizes.length = 0;
    const path = execPath('read x; exit 0', 'stdin=true&stdout=true&tty=true');
    const client = new ChannelClient(server, path, ['v5.channel.k8s.io']);
    await client.opened();
    client.socket.send(Buffer.from(`\x04${first}`));
    client.socket.send(Buffer.from(`\x04${second}`));
    client.socket.send(Buffer.from('\0go\n'));
    await client.over();
    expect(kubelet.resizes).toEqual(expected);
  });

  it.each([
    ['sub-protocols of nobody', execPath('true'), ['v9.channel.k8s.io'], 403, ''],
    [
      'no stream at all',
      execPath('true', ''),
      ['v5.channel.k8s.io'],
      400,
      'you must specify at least 1 of stdin, stdout, stderr',
    ],
    [
      'a container that is gone',
      `${pods}/two/exec?container=gone&stdout=1`,
      ['v5.channel.k8s.io'],
      404,
      'container not found ("gone")',
    ],
    [
      'no ports',
      `${pods}/web/portforward`,
      ['v4.channel.k8s.io'],
      400,
      'query parameter "port" is required',
    ],
  ])('refuses %s in plain text', async (_what, path, protocols, status, text) => {
    const running = kubelet.running;
    const client = new ChannelClient(server, path, protocols);
    await vi.waitFor(() => expect(client.refusal).toEqual({ status, text }));
    expect(kubelet.running).toBe(running);
  });

  it.each([
    [
      'without a protocol',
      {},
      400,
      /^unable to upgrade: header X-Stream-Protocol-Version does not exist in request with \d+ headers\n$/,
    ],
    [
      'with none we know',
      { 'X-Stream-Protocol-Version': 'v9.k8s.io' },
      403,
      /client supports \[v9\.k8s\.io\], server accepts \[v4\.channel\.k8s\.io v3\.channel/,
    ],
    [
      'of another kind',
      { 'X-Stream-Protocol-Version': 'v4.channel.k8s.io', Upgrade: 'h2c' },
      400,
      /missing upgrade headers/,
    ],
  ])('refuses SPDY %s', async (_what, headers, status, text) => {
    const answer = await server.request({
      method: 'POST',
      path: execPath('true'),
      headers: { Connection: 'Upgrade', Upgrade: 'SPDY/3.1', ...headers },
    });
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(text)]);
    if (status === 403) {
      expect(answer.headers['x-accepted-stream-protocol-versions']).toContain('v4.channel.k8s.io');
    }
  });

  /** By hand: the name of a tunnel is none that a websocket client would send. */
  const upgradeToTunnel = (protocol: string) => {
    const { host, port, ca, cert, key } = server.connectOptions;
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol': protocol,
    };
    const path = `${pods}/web/portforward`;
    const asked = request({ host, port, ca, cert, key, path, headers });
    return new Promise<IncomingMessage>((resolve, reject) => {
      asked.on('response', resolve).on('error', reject);
      asked.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response);
      });
      asked.end();
    });
  };

  it('tunnels SPDY through a websocket where the protocol in it is known', async () => {
    const known = await upgradeToTunnel('SPDY/3.1+portforward.k8s.io');
    expect(known.statusCode).toBe(101);
    expect(known.headers['sec-websocket-protocol']).toBe('SPDY/3.1+portforward.k8s.io');
    const unknown = await upgradeToTunnel('SPDY/3.1+v9.k8s.io');
    expect([unknown.statusCode, (await unknown.toArray()).join('')]).toEqual([
      403,
      'unable to upgrade: unable to negotiate protocol: client supports [v9.k8s.io], server accepts [portforward.k8s.io]\n',
    ]);
  });

  it('answers an upgrade where there is none as it answers anything', async () => {
    const headers = { Connection: 'Upgrade', Upgrade: 'websocket' };
    const answer = await server.request({ path: '/version', headers });
    expect([answer.status, answer.json.major]).toEqual([200, '1']);
  });

  it('asks for leave to create, however the stream is asked for', async () => {
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
    const rules = [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['get'] }];
    await server.create(`${rbac}/roles`, { metadata: { name: 'looker' }, rules });
    await server.create(`${rbac}/rolebindings`, {
      metadata: { name: 'looker' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'looker' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }],
    });
    const as = { 'Impersonate-User': 'jane' };
    const client = new ChannelClient(server, execPath('true'), ['v5.channel.k8s.io'], as);
    await vi.waitFor(() => expect(client.refusal?.status).toBe(403));
    expect(JSON.parse(client.refusal?.text ?? '').message).toBe('pods "web" is forbidden: ');
  });

  it('ends a connection whose message is too long', async () => {
    const client = new ChannelClient(server, execPath('cat', 'stdin=true&stdout=true'), [
      'v5.channel.k8s.io',
    ]);
    await client.opened();
    client.socket.send(Buffer.alloc(4 * 1024 * 1024 + 1));
    await client.over();
    expect(client.closeCode).toBe(1009);
    await vi.waitFor(() => expect(kubelet.running).toBe(0));
  });

  it('forwards ports over channels, which begin with their port', async () => {
    const echo: Server = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const { port } = echo.address() as AddressInfo;
    const path = `${pods}/web/portforward?ports=${port}&ports=1`;
    const client = new ChannelClient(server, path, ['v4.channel.k8s.io']);
    await client.opened();
    client.socket.send(Buffer.from('\0ping', 'latin1'));
    const label = Buffer.from([port & 0xff, port >> 8]);
    const received = (channel: number) => {
      const parts = client.messages.filter(([first]) => first === channel);
      return Buffer.concat(parts.map((part) => part.subarray(1)));
    };
    await vi.waitFor(() => {
      expect(received(0)).toEqual(Buffer.concat([label, Buffer.from('ping')]));
      expect(received(3).subarray(2).toString()).toMatch(
        /^error forwarding port 1 to pod web, uid [0-9a-f-]+: connect to port 1: connection refused$/,
      );
    });
    client.socket.close();
    await client.over();
    await new Promise((resolve) => echo.close(resolve));
  });

  it('is told to the audit log from its beginning to its end', async () => {
    events.length = 0;
    const client = new ChannelClient(server, execPath('true'), ['v5.channel.k8s.io']);
    await client.over();
    await vi.waitFor(() => expect(events.map(({ stage }) => stage)).toContain('ResponseComplete'));
    expect(events.map(({ stage, responseStatus }) => [stage, responseStatus?.code])).toEqual([
      ['RequestReceived', undefined],
      ['ResponseStarted', 101],
      ['ResponseComplete', 101],
    ]);
  });

  it('ends with the server', async () => {
    const other = await TestApiServer.start({ kubelet: () => kubelet });
    await givenPods(other);
    const client = new ChannelClient(other, execPath('echo here; sleep 1000'), [
      'v5.channel.k8s.io',
    ]);
    await vi.waitFor(() => expect(client.text(1)).toBe('here\n'));
    await other.close();
    await client.over();
    await vi.waitFor(() => expect(kubelet.running).toBe(0));
  });
});
