import { CommandLineEngine } from '@drillyard/cluster-kind';
import { ScriptedCommandRunner } from '@drillyard/cluster-kind/testing';
import { describe, expect, it } from 'vitest';
import { EgressGateways, type ResolveAddress } from './egress-gateways.js';

function gateways(resolve: ResolveAddress) {
  const runner = new ScriptedCommandRunner().on(/^docker /, {});
  const engine = new CommandLineEngine('docker', runner);
  const options = { engine, image: 'toolbox', name: 'net', labels: { one: 'label' }, resolve };
  return { runner, gateways: new EgressGateways(options) };
}

describe('EgressGateways', () => {
  it('make one container for each name, which has it on the network', async () => {
    const { runner, gateways: made } = gateways(async () => '203.0.113.7');
    await made.open(['example.com:443', 'example.com:80', 'example.org:22']);
    const [first, joined, second] = runner.lines;
    expect(first).toMatch(/^docker run .*--name=net-gateway-0 .*203\.0\.113\.7 443 80$/s);
    expect(first).toContain('--label=one=label');
    expect(joined).toBe('docker network connect --alias=example.com net net-gateway-0');
    expect(second).toMatch(/--name=net-gateway-1 .*203\.0\.113\.7 22$/s);
    expect(runner.lines).toHaveLength(4);
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.17.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '224.0.0.1',
  ])('do not lead to %s, whatever name it has', async (address) => {
    const { runner, gateways: made } = gateways(async () => address);
    await expect(made.open(['example.com:443'])).rejects.toMatchObject({ code: 'EGRESS_INSIDE' });
    expect(runner.lines).toEqual([]);
  });

  it.each(['example.com', 'example.com:0', 'example.com:70000', '--flag:1 x:2', ''])(
    'refuse "%s"',
    async (text) => {
      const { gateways: made } = gateways(async () => '203.0.113.7');
      await expect(made.open([text])).rejects.toMatchObject({ code: 'EGRESS_INVALID' });
    },
  );

  it('say which name is not found', async () => {
    const { gateways: made } = gateways(async () => Promise.reject(new Error('ENOTFOUND')));
    await expect(made.open(['example.com:443'])).rejects.toMatchObject({
      code: 'EGRESS_UNRESOLVED',
      message: expect.stringContaining('example.com'),
    });
  });
});
