import { KubeClient } from '@drillyard/cluster';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EmbeddedCluster } from './embedded-cluster.js';
import { LoopbackTransport } from './loopback-transport.js';

describe('a command in a container', () => {
  let cluster: EmbeddedCluster;
  let client: KubeClient;
  beforeAll(async () => {
    cluster = await EmbeddedCluster.start();
    client = new KubeClient(await LoopbackTransport.open(cluster));
    await client.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'default' },
    });
    const containers = [{ name: 'sh', image: 'busybox:1.37', command: ['sleep', '3600'] }];
    const metadata = { name: 'web', namespace: 'default' };
    await client.create({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } });
    await vi.waitFor(async () => {
      const { status } = (await client.get(ref)) as { status?: { phase?: string } };
      expect(status?.phase).toBe('Running');
    }, 20_000);
  });
  afterAll(async () => {
    await client.close();
    await cluster.close();
  });

  const ref = { apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'default' };
  const run = (script: string, rest: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
    client.exec({
      ...{ namespace: 'default', pod: 'web', container: 'sh', command: ['sh', '-c', script] },
      ...{ timeoutMs: 10_000, outputBytesMax: 1000, ...rest },
    });

  it.each([
    ['echo out; echo err >&2', { stdout: 'out\n', stderr: 'err\n', end: { exitCode: 0 } }],
    ['exit 3', { stdout: '', stderr: '', end: { exitCode: 3 } }],
    ['printf "a b"; printf "ü"', { stdout: 'a bü', stderr: '', end: { exitCode: 0 } }],
  ])('%s', async (script, result) => {
    expect(await run(script)).toEqual(result);
  });

  it('is hung up on when it takes too long, or says too much', async () => {
    expect(await run('echo a; sleep 60', { timeoutMs: 300 })).toMatchObject({
      end: { exceeded: 'time' },
    });
    const { stdout, end } = await run('yes | head -n 1000');
    expect(end).toEqual({ exceeded: 'output' });
    expect(stdout.length).toBeLessThanOrEqual(1000);
  });

  it('says why it cannot be run', async () => {
    const command = { ...{ namespace: 'default', pod: 'web', container: 'sh' }, command: ['nil'] };
    const limits = { timeoutMs: 10_000, outputBytesMax: 1000 };
    const refusalOf = async (changes: Partial<typeof command>) =>
      (await client.exec({ ...command, ...limits, ...changes })).end;
    expect(await refusalOf({})).toEqual({ refused: expect.stringContaining('"nil"') });
    expect(await refusalOf({ pod: 'none' })).toEqual({ refused: 'pods "none" not found' });
    expect(await refusalOf({ container: 'none' })).toEqual({
      refused: 'container none is not valid for pod web',
    });
  });

  it('ends with whoever asked for it', async () => {
    const controller = new AbortController();
    const ran = run('sleep 60', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(ran).rejects.toThrow('enough');
  });
});
