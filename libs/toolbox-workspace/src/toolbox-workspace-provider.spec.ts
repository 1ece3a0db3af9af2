import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@drillyard/cluster/testing';
import { CommandLineEngine, clusterName, labelsOf } from '@drillyard/cluster-kind';
import { ScriptedCommandRunner, type ScriptedReply } from '@drillyard/cluster-kind/testing';
import type { Workspace } from '@drillyard/terminal';
import { GreetingCluster } from '@drillyard/terminal/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { explainMissingImage } from './toolbox.js';
import { ToolboxWorkspaceProvider } from './toolbox-workspace-provider.js';

const instance = '0badcafe';
const toolbox = (id: string) => `${clusterName(instance, id)}-toolbox`;
const node = `${clusterName(instance, 'one')}-control-plane`;
const row = (name: string, session: string, role: 'workspace' | 'cluster', state?: string) =>
  JSON.stringify({ name, labels: labelsOf({ instance, session, role }), state });

class KindGreeting extends GreetingCluster {
  readonly nodeContainers = [node];
}
const request = { id: 'one', hostname: 'workstation', connect: new KindGreeting() };

describe('ToolboxWorkspaceProvider', () => {
  let runner: ScriptedCommandRunner;
  let provider: ToolboxWorkspaceProvider;

  beforeEach(() => {
    const clock = new VirtualClock();
    runner = new ScriptedCommandRunner(clock)
      .on(/^docker (ps|network ls|inspect|network inspect)/, {})
      .on(/^docker (network|run|rm|update)/, {})
      .on(/^docker exec/, {})
      .on(/^docker exec [\s\S]*\.kube\/config 1$/, { stdout: 'absent\n' })
      .on(/^docker exec -i [\s\S]*\.kube\/config 600$/, { stdout: 'written\n' });
    provider = makeProvider();
  });

  function makeProvider(environment: Record<string, string> = {}) {
    const engine = new CommandLineEngine('docker', runner);
    return new ToolboxWorkspaceProvider({
      ...{ engine, instance, clock: runner.clock, image: 'drillyard-toolbox', environment },
    });
  }

  /** The commands that changed something, without what is checked elsewhere. */
  const changes = () =>
    runner.lines
      .filter((line) => /^docker (run|rm|network (create|connect|disconnect|rm)) /.test(line))
      .map((line) => line.replaceAll(/ (--label=|--opt=|-)\S+/g, '').replace(/ --tmpfs.*/, ' …'));
  const exists = (name: string, state: string) =>
    runner
      .on(/^docker ps .*label=dev.drillyard.session=one/, { stdout: `${name}\n` })
      .on(/^docker inspect --type=container/, { stdout: row(name, 'one', 'workspace', state) });
  const networkExists = (name: string) =>
    runner
      .on(/^docker network ls/, { stdout: `${name}\n` })
      .on(/^docker network inspect/, { stdout: row(name, 'one', 'workspace') });
  const kubeconfigsWritten = () =>
    runner.lines.filter((line) => line.endsWith('.kube/config 600')).length;
  const says = (stderr: string): ScriptedReply => ({ stderr, exitCode: 1 });

  it('makes the network, puts the node on it, then starts the container', async () => {
    const name = toolbox('one');
    await provider.open(request);
    expect(changes().map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      ...['network create', 'network connect', `run`].map((line) => expect.stringContaining(line)),
    ]);
    expect(runner.lines).toContain(`docker network connect --alias=controlplane ${name} ${node}`);
    expect(runner.lines.find((line) => line.includes('network create'))).toContain('--internal');
  });

  it('writes a kubeconfig only where none is', async () => {
    runner.on(/^docker exec [\s\S]*\.kube\/config 1$/, { stdout: 'file 600 learner 9\n#' });
    await provider.open(request);
    expect(kubeconfigsWritten()).toBe(0);
  });

  it('takes up a container that runs', async () => {
    exists(toolbox('one'), 'running');
    runner.on(/network connect/, says('endpoint with name x already exists in network y'));
    await provider.open(request);
    expect(changes().map((line) => line.split(' ')[1])).toEqual(['network']);
  });

  it('makes anew what was never started', async () => {
    exists(toolbox('one'), 'created');
    await provider.open(request);
    expect(changes().map((line) => line.split(' ')[1])).toEqual([
      'rm',
      'network',
      'network',
      'run',
    ]);
  });

  it('makes anew at the next terminal what ended while it was open, and tells', async () => {
    const name = toolbox('one');
    // What a pty runs in the place of docker: it says how it was called.
    const folder = await mkdtemp(join(tmpdir(), 'drillyard-docker-'));
    await writeFile(join(folder, 'docker'), '#!/bin/sh\necho "$@"\nexit 137\n', { mode: 0o755 });
    const open = async (workspace: Workspace) => {
      const terminal = await workspace.openTerminal({ id: 't', cols: 400, rows: 24 });
      let text = '';
      terminal.onOutput((bytes) => {
        text += Buffer.from(bytes).toString('utf8');
      });
      await new Promise((resolve) => terminal.onExit(resolve));
      return text;
    };
    try {
      const workspace = await makeProvider({ PATH: `${folder}:${process.env['PATH']}` }).open(
        request,
      );
      exists(name, 'running');
      expect(await open(workspace)).not.toContain('[drillyard]');
      exists(name, 'exited');
      expect(await open(workspace)).toContain('had stopped and was made anew');
      expect(changes().filter((line) => line.startsWith('docker run'))).toHaveLength(2);
      expect(kubeconfigsWritten()).toBe(2);
      expect(await open(workspace)).toContain('Your workstation stopped, and its files are gone');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('makes anew what has ended, its kubeconfig too', async () => {
    exists(toolbox('one'), 'exited');
    await provider.open(request);
    expect(changes().map((line) => line.split(' ')[1])).toEqual([
      ...['rm', 'network', 'network', 'run'],
    ]);
    expect(kubeconfigsWritten()).toBe(1);
  });

  it.each([
    ['the image is missing', 'No such image: drillyard-toolbox:latest', 'TOOLBOX_IMAGE_MISSING'],
    ['the disk is full', 'write /x: no space left on device', 'ENGINE_DISK_FULL'],
    ['the engine dies', 'Cannot connect to the Docker daemon at unix:///x', 'ENGINE_UNAVAILABLE'],
  ])('undoes what it began where %s', async (_, stderr, code) => {
    runner.on(/^docker run/, () => {
      networkExists(toolbox('one'));
      return says(`docker: Error response from daemon: ${stderr}`);
    });
    await expect(provider.open(request)).rejects.toMatchObject({ code });
    expect(changes().at(-1)).toBe(`docker network rm ${toolbox('one')}`);
    await expect(provider.open(request)).rejects.toMatchObject({ code });
  });

  it('needs a cluster whose nodes are containers', async () => {
    const opening = provider.open({ ...request, connect: new GreetingCluster() });
    await expect(opening).rejects.toMatchObject({ code: 'WORKSPACE_NEEDS_CONTAINERS' });
  });

  it('lists by labels what there is of workspaces, once each', async () => {
    runner
      .on(/^docker ps/, { stdout: 'a\nb\n' })
      .on(/^docker inspect/, {
        stdout: [
          row('a', 'one', 'workspace', 'running'),
          row('b', 'two', 'cluster', 'exited'),
        ].join('\n'),
      })
      .on(/^docker network ls/, { stdout: 'a\nc\n' })
      .on(/^docker network inspect/, {
        stdout: [row('a', 'one', 'workspace'), row('c', 'half', 'workspace')].join('\n'),
      });
    expect(await provider.list()).toEqual(['one', 'half']);
  });

  it('deletes again while the engine is busy, and leaves the node where it is', async () => {
    exists(toolbox('one'), 'running');
    networkExists(toolbox('one'));
    runner
      .on(/^docker ps .*network=/, { stdout: `${node}\n` })
      .on(/^docker inspect .* \S*-control-plane$/, {
        stdout: row(node, 'one', 'cluster', 'running'),
      })
      .on(/^docker network rm/, says('has active endpoints'), {});
    const deleting = provider.delete('one');
    const clock = runner.clock as VirtualClock;
    await clock.advance(60_000);
    await deleting;
    const rm = changes().filter((line) => line.startsWith('docker network rm'));
    expect(rm).toHaveLength(2);
    expect(changes()).toContain(`docker network disconnect ${toolbox('one')} ${node}`);
    expect(changes().filter((line) => line.includes('rm') && line.endsWith(node))).toEqual([]);
  });

  it('opens a shell on a node of its own clusters only', async () => {
    class Beside extends GreetingCluster {
      constructor(readonly nodeContainers: readonly string[]) {
        super();
      }
    }
    const on = (container: string) => {
      const connect = new Beside([container]);
      return provider.open({ id: 'one-node', hostname: 'controlplane', connect, nodeFolders: [] });
    };
    runner.on(/^docker ps .*io.x-k8s.kind.cluster/, { stdout: `${node}\nsomebody-elses\n` });
    runner.on(/^docker inspect/, {
      stdout: [row(node, 'one', 'cluster', 'running'), row('somebody-elses', 'x', 'cluster')].join(
        '\n',
      ),
    });
    expect((await on(node)).isolation).toBe('container');
    await provider.close();
    await expect(on('somebody-elses')).rejects.toMatchObject({ code: 'NODE_NOT_FOUND' });
    expect(changes()).toEqual([]);
  });
});

describe('explainMissingImage', () => {
  it.each([
    ['is there', {}, undefined],
    [
      'is missing',
      { stderr: 'Error response from daemon: No such image: toolbox:1', exitCode: 1 },
      /toolbox:1 .* is not on this host\. Build it: docker build --tag toolbox:1 toolbox/,
    ],
    [
      'cannot be asked for',
      { stderr: 'Cannot connect to the Docker daemon', exitCode: 1 },
      undefined,
    ],
  ])('says what to do where the image %s', async (_, reply: ScriptedReply, expected) => {
    const runner = new ScriptedCommandRunner().on(/^docker image inspect toolbox:1$/, reply);
    const said = await explainMissingImage(new CommandLineEngine('docker', runner), 'toolbox:1');
    if (expected === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(expected);
  });
});
