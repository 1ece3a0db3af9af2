/**
 * The streams of pods with kubectl, unmodified. Beside the `kubectl` in the PATH it runs those that
 * KUBECTLS names, separated by colons: clients have changed their protocols over the years.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestApiServer } from '../testing/test-api-server.js';
import { givenPods } from './testing/given-pods.js';
import { ProcessKubelet } from './testing/process-kubelet.js';

const kubectls = ['kubectl', ...(process.env['KUBECTLS'] ?? '').split(':')].filter(Boolean);
const hasScript = spawnSync('script', ['--version']).status === 0;

function minorOf(kubectl: string): number | undefined {
  const { stdout } = spawnSync(kubectl, ['version', '--client', '-o', 'json'], {
    encoding: 'utf8',
  });
  const minor = /"minor": "(\d+)/.exec(stdout ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}

interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

describe.each(kubectls.map((kubectl) => ({ kubectl, minor: minorOf(kubectl) })))(
  '$kubectl 1.$minor',
  ({ kubectl, minor = 0 }) => {
    const folder = mkdtempSync(join(tmpdir(), 'streams-'));
    const inPod = join(folder, 'pod');
    const children = new Set<ChildProcess>();
    let server: TestApiServer;
    let kubelet: ProcessKubelet;

    beforeAll(async () => {
      mkdirSync(inPod);
      kubelet = new ProcessKubelet(inPod);
      server = await TestApiServer.start({ kubelet: () => kubelet });
      await givenPods(server);
      writeFileSync(join(folder, 'config'), server.kubeconfig());
    });
    afterAll(async () => {
      for (const child of children) child.kill('SIGKILL');
      expect(server.unexpected).toEqual([]);
      await server.close();
      rmSync(folder, { recursive: true });
    });

    const start = (program: string, args: readonly string[]) => {
      const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: join(folder, 'config') };
      const child = spawn(program, args, { env, cwd: folder });
      children.add(child);
      child.once('close', () => children.delete(child));
      return child;
    };
    const answerOf = (child: ChildProcess) =>
      new Promise<Answer>((resolve) => {
        let [stdout, stderr] = ['', ''];
        child.stdout?.on('data', (bytes) => {
          stdout += bytes;
        });
        child.stderr?.on('data', (bytes) => {
          stderr += bytes;
        });
        child.once('close', (code) => resolve({ stdout, stderr, code }));
      });
    const run = (args: readonly string[], input = '') => {
      const child = start(kubectl, args);
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
      return answerOf(child);
    };
    const test = it.skipIf(minor === 0);

    test('exec passes both streams and the exit code through', async () => {
      const script = 'echo out; echo err >&2; exit 42';
      const answer = await run(['exec', 'web', '--', 'sh', '-c', script]);
      expect(answer).toMatchObject({ stdout: 'out\n', code: 42 });
      expect(answer.stderr).toContain('err\n');
      expect(answer.stderr).toContain('command terminated with exit code 42');
      expect(await run(['exec', 'web', '--', 'true'])).toMatchObject({ code: 0, stdout: '' });
    });

    test('exec -i passes input on, and its end', async () => {
      const input = 'x'.repeat(300_000);
      const answer = await run(['exec', '-i', 'web', '--', 'sha256sum'], input);
      const digest = createHash('sha256').update(input).digest('hex');
      expect(answer).toMatchObject({ stdout: `${digest}  -\n`, code: 0 });
    });

    test('exec says what the container runtime and the kubelet say', async () => {
      const missing = await run(['exec', 'web', '--', 'nosuch']);
      expect(missing.code).toBe(1);
      expect(missing.stderr).toContain(
        'error executing command in container: exec: "nosuch": executable file not found',
      );
      const gone = await run(['exec', 'two', '-c', 'gone', '--', 'true']);
      expect(gone.code).toBe(1);
      expect(gone.stderr).toContain('container not found ("gone")');
    });

    test('attach shows what comes and takes input', async () => {
      const answer = await run(['attach', '-i', 'web'], 'hello\n');
      expect(answer.stdout).toContain('attached\nhello\n');
    });

    it.skipIf(minor === 0 || !hasScript)('exec -it has a terminal and tells its size', async () => {
      const line = `stty cols 101 rows 37; ${kubectl} exec -it web -- sh -c 'read x; echo "got $x"; exit 7'`;
      const child = start('script', ['-qec', line, '/dev/null']);
      const answer = answerOf(child);
      await vi.waitFor(() => expect(kubelet.resizes).toContain('101x37 tty'), 10_000);
      child.stdin.write('word\n');
      const { stdout, code } = await answer;
      expect(stdout).toContain('got word');
      expect(code).toBe(7);
    });

    test('cp copies both ways', async () => {
      mkdirSync(join(folder, 'tree', 'sub'), { recursive: true });
      const content = Buffer.alloc(1_500_000, 'drill');
      writeFileSync(join(folder, 'tree', 'sub', 'big'), content);
      const there = await run(['cp', 'tree', `web:${inPod}/copied`]);
      expect(there).toMatchObject({ code: 0, stderr: '' });
      expect(readFileSync(join(inPod, 'copied', 'sub', 'big')).equals(content)).toBe(true);
      const back = await run(['cp', 'web:copied', 'returned']);
      expect(back.code).toBe(0);
      expect(readFileSync(join(folder, 'returned', 'sub', 'big')).equals(content)).toBe(true);
    });

    test('logs: one container, all, and why not', async () => {
      const one = await run(['logs', 'two', '-c', 'sidecar', '--tail=5', '--timestamps']);
      expect(one.stdout).toBe('first line of sidecar\nsecond line of sidecar\n');
      expect(kubelet.calls.at(-1)).toBe(
        'logs sidecar {"follow":false,"previous":false,"timestamps":true,"tailLines":5}',
      );
      const all = await run(['logs', 'two', '--all-containers', '--prefix']);
      expect(all.stdout).toContain('[pod/two/main] first line of main\n');
      expect(all.stdout).toContain('[pod/two/sidecar] second line of sidecar\n');
      const previous = await run(['logs', 'web', '--previous']);
      expect(previous.stderr).toBe(
        'Error from server (BadRequest): previous terminated container "main" in pod "web" not found\n',
      );
    });

    test('logs -f goes on until the client leaves', async () => {
      const child = start(kubectl, ['logs', '-f', 'web']);
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(kubelet.logReaders).toBe(1);
      child.kill('SIGINT');
      await vi.waitFor(() => expect(kubelet.logReaders).toBe(0), 10_000);
    });

    test('a client that leaves ends its process', async () => {
      const child = start(kubectl, ['exec', 'web', '--', 'sh', '-c', 'echo here; sleep 1000']);
      await new Promise((resolve) => child.stdout.once('data', resolve));
      expect(kubelet.running).toBe(1);
      child.kill('SIGKILL');
      await vi.waitFor(() => expect(kubelet.running).toBe(0), 10_000);
    });

    test('a client that does not read stops the writer', async () => {
      const before = kubelet.bytesRead;
      const child = start(kubectl, ['exec', 'web', '--', 'yes']);
      // Not read: the pipe fills, then everything behind it.
      let last = -1;
      await vi.waitFor(
        () => {
          const now = kubelet.bytesRead - before;
          const isStill = now > 0 && now === last;
          last = now;
          expect(isStill).toBe(true);
        },
        { timeout: 20_000, interval: 500 },
      );
      expect(last).toBeLessThan(64 * 1024 * 1024);
      child.kill('SIGKILL');
      await vi.waitFor(() => expect(kubelet.running).toBe(0), 10_000);
    });

    test('port-forward carries HTTP, many connections at once, and says who does not listen', async () => {
      const web: Server = createServer((request, response) => response.end(`you: ${request.url}`));
      await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
      const { port } = web.address() as AddressInfo;
      const child = start(kubectl, ['port-forward', 'pod/web', `:${port}`, ':1']);
      let printed = '';
      child.stderr.on('data', (bytes) => {
        printed += bytes;
      });
      child.stdout.on('data', (bytes) => {
        printed += bytes;
      });
      const local = await vi.waitFor(() => {
        const found = [...printed.matchAll(/127\.0\.0\.1:(\d+) -> (\d+)/g)];
        expect(found).toHaveLength(2);
        return new Map(found.map(([, from, to]) => [Number(to), Number(from)]));
      }, 10_000);
      const paths = ['/a', '/b', '/c', '/d'];
      const answers = await Promise.all(
        paths.map(async (path) => {
          const headers = { Connection: 'close' };
          return (await fetch(`http://127.0.0.1:${local.get(port)}${path}`, { headers })).text();
        }),
      );
      expect(answers).toEqual(paths.map((path) => `you: ${path}`));
      await expect(fetch(`http://127.0.0.1:${local.get(1)}/`)).rejects.toThrow();
      await vi.waitFor(() => expect(printed).toContain('error forwarding port 1 to pod'), 10_000);
      child.kill('SIGKILL');
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    });

    test('debug attaches to a container it adds', async () => {
      if (minor < 25) return;
      const child = start(kubectl, ['debug', '-i', 'web', '--image=busybox', '-c', 'dbg']);
      const answer = answerOf(child);
      await vi.waitFor(async () => {
        const path = '/api/v1/namespaces/default/pods/web';
        const { json } = await server.request({ path });
        expect(json.spec.ephemeralContainers).toHaveLength(1);
        const state = { running: { startedAt: '2026-01-01T00:00:00Z' } };
        const body = { status: { ephemeralContainerStatuses: [{ name: 'dbg', state }] } };
        const headers = { 'Content-Type': 'application/merge-patch+json' };
        await server.request({ method: 'PATCH', path: `${path}/status`, headers, body });
      }, 10_000);
      child.stdin.end('in the pod\n');
      expect((await answer).stdout).toContain('in the pod');
      expect(kubelet.calls).toContain('attach dbg');
    });

    test('uses websockets as soon as it knows them, and nothing else then', () => {
      const verbs = (subresource: string) => {
        const asked = server.server.authorizationLog.recent().map(({ attributes }) => attributes);
        const found = asked.filter((attributes) => attributes.subresource === subresource);
        return [...new Set(found.map(({ verb }) => verb))];
      };
      // A websocket is asked for by GET, SPDY by POST. A refused websocket is tried again with SPDY.
      const refused = ['get', 'create'];
      expect(verbs('exec')).toEqual(minor >= 30 ? refused : ['create']);
      expect(verbs('attach')).toEqual(minor >= 30 ? ['get'] : ['create']);
      expect(verbs('portforward')).toEqual(minor >= 31 ? ['get'] : ['create']);
    });

    it.skipIf(minor === 0)('leaves nothing behind', async () => {
      await vi.waitFor(() => expect(kubelet.running).toBe(0), 10_000);
      expect(existsSync(folder)).toBe(true);
    });
  },
);
