import { SystemClock } from '@drillyard/cluster';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Probe } from '../api/pod.js';
import type { ContainerImage, RunningContainer } from '../runtime/index.js';
import { startTestContainer } from '../runtime/testing/start-test-container.js';
import { runProbe } from './run-probe.js';

const podIp = '10.244.0.7';
const container = { name: 'main', image: 'any' };
let running: RunningContainer;
afterEach(() => running.kill('SIGKILL'));

const web: ContainerImage = { userland: 'busybox', programs: { '/web': 'httpd' }, ports: [80] };
const agnhost: ContainerImage = { userland: 'busybox', programs: { '/agnhost': 'agnhost' } };
const etcd: ContainerImage = { userland: 'none', programs: { '/etcd': 'etcd' } };

async function start(image: ContainerImage, command: readonly string[], port: number) {
  running = startTestContainer({ image, command });
  await vi.waitFor(() => expect(running.listensOn(port)).toBe(true), { timeout: 10_000 });
}

/** Generous: on a busy machine a handshake takes a while. */
function probe(what: Omit<Probe, 'timeoutSeconds'>) {
  const node = { address: '192.168.0.10' };
  const clock = new SystemClock();
  const input = { container, running, podIp, clock, node };
  return runProbe({ ...input, probe: { ...what, timeoutSeconds: 20 } });
}

describe('a gRPC probe', () => {
  it('is answered by etcd', async () => {
    const command = ['/etcd', '--listen-client-urls', 'http://0.0.0.0:2379'];
    await start(etcd, command, 2379);
    expect(await probe({ grpc: { port: 2379 } })).toEqual({
      result: 'success',
      output: 'service healthy',
    });
    expect(await probe({ grpc: { port: 2379, service: 'readiness' } })).toEqual({
      result: 'failure',
      output: 'error: health rpc probe failed: rpc error: code = NotFound desc = unknown service',
    });
  });

  it('hears from agnhost that it is not well', async () => {
    await start(agnhost, ['/agnhost', 'grpc-health-checking'], 5000);
    expect(await probe({ grpc: { port: 5000 } })).toMatchObject({ result: 'success' });
    const told = await probe({ httpGet: { port: 8080, path: '/make-not-serving' } });
    expect(told.result).toBe('success');
    expect(await probe({ grpc: { port: 5000 } })).toEqual({
      result: 'failure',
      output: 'service unhealthy (responded with "NOT_SERVING")',
    });
  });

  it.each([80, 81])('finds no health service at port %i of a web server', async (port) => {
    await start(web, ['/web'], 80);
    expect(await probe({ grpc: { port } })).toEqual({
      result: 'failure',
      output: `timeout: failed to connect service "${podIp}:${port}" within 20s: context deadline exceeded`,
    });
  });
});

describe('an HTTPS probe', () => {
  it('of a server without TLS says so', async () => {
    await start(web, ['/web'], 80);
    expect(await probe({ httpGet: { port: 80, scheme: 'HTTPS' } })).toEqual({
      result: 'failure',
      output: `Get "https://${podIp}:80/": http: server gave HTTP response to HTTPS client`,
    });
  });
});
