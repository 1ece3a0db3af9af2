import { describe, expect, it } from 'vitest';
import { CommandLineEngine } from './command-line-engine.js';
import { NodeNaming, nodeName, nodeNameOf } from './node-names.js';
import { ScriptedCommandRunner } from './testing/index.js';

describe('the name of a node', () => {
  it.each([
    ['dy-1-2-control-plane', 'controlplane'],
    ['dy-1-2-control-plane3', 'controlplane3'],
    ['dy-1-2-worker', 'node01'],
    ['dy-1-2-worker2', 'node02'],
    ['dy-1-2-external-load-balancer', undefined],
    ['dy-1-2-toolbox', undefined],
  ])('in the container %s is %s', (container, name) => {
    expect(nodeNameOf(container)).toBe(name);
  });

  it('counts as kind counts its containers', () => {
    expect([0, 1].map((index) => nodeName('control-plane', index))).toEqual([
      ...['controlplane', 'controlplane2'],
    ]);
    expect(nodeName('worker', 9)).toBe('node10');
  });
});

describe('NodeNaming', () => {
  function world() {
    const runner = new ScriptedCommandRunner().on(/^docker exec/, {});
    const engine = new CommandLineEngine('docker', runner);
    const naming = new NodeNaming(engine, async () => ['a-control-plane', 'a-worker']);
    const ran = (what: RegExp) => runner.lines.filter((line) => what.test(line)).length;
    return { runner, naming, ran };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('names each node once, before the network is there', async () => {
    const { runner, naming, ran } = world();
    for (const step of ['Preparing nodes', 'Writing configuration', 'Starting control-plane']) {
      naming.hear(step);
      await settle();
    }
    expect(ran(/systemctl daemon-reload sh (controlplane|node01)$/)).toBe(2);
    expect(runner.lines[0]).toContain('ExecStartPre');
    naming.hear('Installing CNI');
    await naming.finish();
    expect(runner.lines).toHaveLength(2);
  });

  it('starts the network anew where it was there first', async () => {
    const { naming, ran } = world();
    naming.hear('Writing configuration');
    naming.hear('Installing CNI');
    await naming.finish();
    expect(ran(/pkill -x kindnetd/)).toBe(2);
  });

  it('does it when kind has ended, where kind said nothing', async () => {
    const { naming, ran } = world();
    await naming.finish();
    expect([ran(/daemon-reload/), ran(/pkill -x kindnetd/)]).toEqual([2, 2]);
  });

  it('tells at the end what went wrong', async () => {
    const { runner, naming } = world();
    runner.on(/daemon-reload/, { stderr: 'no room', exitCode: 1 });
    naming.hear('Writing configuration');
    await settle();
    await expect(naming.finish()).rejects.toMatchObject({ code: 'COMMAND_FAILED' });
  });
});
