import type { ConnectionAttempt } from '@drillyard/cluster';
import { describe, expect, it } from 'vitest';
import { CommandLineEngine } from './command-line-engine.js';
import { PodNetworkProbe } from './pod-network-probe.js';
import { HurriedClock } from './testing/hurried-clock.js';
import { ScriptedCommandRunner, type ScriptedReply } from './testing/index.js';

const attempt = (node: string, address: string, port = 80): ConnectionAttempt => ({
  ...{ from: { node, address }, to: { address: '10.244.0.9', port }, protocol: 'TCP' },
});

function world(answers: Record<string, ScriptedReply>) {
  const inputs = new Map<string, string>();
  const clock = new HurriedClock();
  const runner = new ScriptedCommandRunner(clock).on(/^docker exec -i/, (argv, { input }) => {
    const container = argv[3] ?? '';
    inputs.set(container, String(input));
    return answers[container];
  });
  const engine = new CommandLineEngine('docker', runner);
  const containers = new Map([
    ['controlplane', 'a-control-plane'],
    ['node01', 'a-worker'],
  ]);
  return { inputs, probe: new PodNetworkProbe(engine, containers, clock) };
}

describe('PodNetworkProbe', () => {
  it('asks each node once about the pods it has', async () => {
    const { inputs, probe } = world({
      'a-control-plane': { stdout: '2 silent\n0 reached\n' },
      'a-worker': { stdout: '1 reached\n' },
    });
    const results = await probe.attempt([
      ...[attempt('controlplane', '10.244.0.2'), attempt('node01', '10.244.1.2')],
      ...[attempt('controlplane', '10.244.0.3', 443), attempt('elsewhere', '10.244.2.2')],
    ]);
    expect(results).toEqual(['reached', 'reached', 'silent', 'unknown']);
    expect(Object.fromEntries(inputs)).toEqual({
      'a-control-plane': '0 10.244.0.2 10.244.0.9 80 TCP\n2 10.244.0.3 10.244.0.9 443 TCP\n',
      'a-worker': '1 10.244.1.2 10.244.0.9 80 TCP\n',
    });
  });

  it('gives nothing to a shell that is no address', async () => {
    const { inputs, probe } = world({ 'a-worker': {} });
    await probe.attempt([attempt('node01', '10.0.0.1; reboot'), attempt('node01', '$(reboot)')]);
    expect(inputs.get('a-worker')).toBe('0 none 10.244.0.9 80 TCP\n1 none 10.244.0.9 80 TCP\n');
  });

  it('takes for unknown what the node does not say, or says of what nobody asked', async () => {
    const { probe } = world({ 'a-worker': { stdout: '<html>\n7 reached\n0 sleepy\n' } });
    expect(await probe.attempt([attempt('node01', '10.0.0.1')])).toEqual(['unknown']);
  });

  it('waits for the network, and for nothing once nobody does', async () => {
    const { probe } = world({});
    await expect(probe.settle()).resolves.toBeUndefined();
    await expect(probe.settle(AbortSignal.abort('enough'))).rejects.toBe('enough');
  });

  it.each<[string, ScriptedReply]>([
    ['hangs', { hangs: true }],
    ['is gone', { stderr: 'Error response from daemon: No such container: a-worker', exitCode: 1 }],
  ])('says so where the node %s', async (_, reply) => {
    const { probe } = world({ 'a-worker': reply });
    await expect(probe.attempt([attempt('node01', '10.0.0.1')])).rejects.toMatchObject({
      ...{ code: 'PROBE_FAILED', retryable: true },
    });
  });
});
