import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '@drillyard/terminal';
import { GreetingCluster, TerminalDriver } from '@drillyard/terminal/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectConfinement } from './detect-isolation.js';
import { ControlGroups } from './sandbox/control-group.js';
import { findSandboxTools } from './sandbox/find-sandbox-tools.js';
import { HostedWorkspaceProvider } from './workspace-provider.js';

const tools = findSandboxTools();
const server = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

describe.skipIf('missing' in tools)('HostedWorkspace', () => {
  let root: string;
  let provider: HostedWorkspaceProvider;
  let workspace: Workspace;

  beforeEach(async () => {
    if ('missing' in tools) return;
    root = await mkdtemp(join(tmpdir(), 'workspaces-'));
    await chmod(root, 0o711);
    const { confinement } = await detectConfinement({ root, server, tools }, undefined);
    provider = new HostedWorkspaceProvider({
      ...{ root, server, tools, confinement, learnerIsRoot: false, extraTools: [] },
      controlGroups: ControlGroups.detect(`drillyard-spec-${process.pid}`),
      records: new Map(),
      quota: { bytesMax: 1024 * 1024, intervalMs: 20 },
    });
    workspace = await provider.open({
      id: 'one',
      hostname: 'here',
      connect: new GreetingCluster(),
    });
  });
  afterEach(async () => {
    await provider.close();
    await rm(root, { recursive: true });
  });

  const shell = async () => {
    const terminal = await workspace.openTerminal({ id: 't', cols: 120, rows: 24 });
    const driver = new TerminalDriver(terminal);
    await driver.shows('$ ');
    return driver;
  };

  it('stops a learner who fills the disk, says why, and lets them tidy up', async () => {
    const first = await shell();
    first.type('head -c 5M /dev/zero > big; sleep 1000\r');
    await first.shows('Your home is larger than 1 MiB');
    await first.exits();
    const second = await shell();
    await second.command('rm big && echo room-$((1))-again', 'room-1-again');
    await second.command('head -c 3M /dev/zero > big2; echo $((1 + 1))-nd', '2-nd');
  });

  it('makes its sandbox again where it died', async (context) => {
    if (provider.isolation === 'none') return context.skip('no sandbox works here');
    const driver = await shell();
    for (const pid of sandboxMakers()) process.kill(pid, 'SIGKILL');
    await driver.exits();
    const again = await workspace.run({ text: 'echo fine', timeoutMs: 30_000 });
    expect(again.output).toBe('fine\n');
  });
});

/** Children of this process that are sandboxes. */
function sandboxMakers(): number[] {
  const children = spawnSync('pgrep', ['-P', String(process.pid), '-f', 'echo ready']);
  return String(children.stdout).split('\n').filter(Boolean).map(Number);
}
