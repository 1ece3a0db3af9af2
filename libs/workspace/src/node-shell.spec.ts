import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GreetingCluster } from '@drillyard/terminal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confinements, probe } from './isolation-probe.js';
import { ControlGroups } from './sandbox/control-group.js';
import { findSandboxTools } from './sandbox/find-sandbox-tools.js';
import { HostedWorkspaceProvider } from './workspace-provider.js';

const tools = findSandboxTools();
const server = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

describe.skipIf('missing' in tools)('a shell on a node', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'nodes-'));
    await chmod(root, 0o711);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  function provider(confinement: (typeof confinements)[number] | undefined) {
    if ('missing' in tools) throw new Error('skipped');
    return new HostedWorkspaceProvider({
      ...{ root, server, tools, confinement, learnerIsRoot: false, extraTools: [] },
      controlGroups: ControlGroups.detect(`drillyard-node-${process.pid}`),
      records: new Map(),
    });
  }

  const connect = new GreetingCluster();
  /** A command that is carried out by this process. */
  const greeting = {
    programs: [{ name: 'greet', text: '#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/4711\ncat <&3\n' }],
    port: 4711,
    serve: (listener: Server) =>
      void listener.on('connection', (socket) => void socket.end('hello\n')),
  };

  it.each(confinements.map((confinement, index) => [confinement, index] as const))(
    'belongs to root, who may write in its folders and nowhere else (%o)',
    { timeout: 60_000 },
    async (confinement, index) => {
      if ('missing' in tools) return;
      const attempt = await probe({ root, server, tools }, confinement);
      if (attempt.failure !== undefined) return;
      const folder = join(root, `etc-${index}`);
      mkdirSync(folder);
      writeFileSync(join(folder, 'admin.conf'), 'before\n', { mode: 0o600 });
      const nodes = provider(confinement);
      const nodeFolders = [{ source: folder, target: '/etc/kubernetes' }];
      const request = {
        ...{ id: `n-${index}`, hostname: 'controlplane', connect, nodeFolders },
        nodeCommands: greeting,
      };
      const workspace = await nodes.open(request);
      const text = `id -un; hostname; echo "$HOME"
cat /etc/kubernetes/admin.conf && echo after > /etc/kubernetes/admin.conf
touch /etc/passwd /etc/x /usr/x 2>/dev/null && echo escaped
grep CapEff /proc/self/status
greet`;
      const { output } = await workspace.run({ text, timeoutMs: 30_000 });
      await nodes.close();
      expect(output.split('\n')).toEqual([
        ...['root', 'controlplane', '/root', 'before'],
        ...['CapEff:\t0000000000000000', 'hello', ''],
      ]);
      expect(readFileSync(join(folder, 'admin.conf'), 'utf8')).toBe('after\n');
      expect(statSync(folder).uid === 0).toBe(false);
    },
  );

  it('is refused where nothing would keep it from the folders of this machine', async () => {
    const nodeFolders = [{ source: root, target: '/etc/kubernetes' }];
    const opening = provider(undefined).open({ id: 'x', hostname: 'node', connect, nodeFolders });
    await expect(opening).rejects.toMatchObject({ code: 'NODE_SHELL_NEEDS_SANDBOX' });
  });
});
