import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hostUser, workspaceUidCount } from '../host-user.js';
import { confinements, probe } from '../isolation-probe.js';
import { prepareWorkspace } from '../prepare-workspace.js';
import { workspaceFolder } from '../workspace-folder.js';
import type { Confinement, SandboxTools } from './confinement.js';
import { findSandboxTools } from './find-sandbox-tools.js';
import { Sandbox } from './sandbox.js';
import { startCommand } from './sandbox-command.js';

/** Starts a sandbox as the server does, says its process 1, and waits to be killed. */
const serverSource = `
const [command, ...args] = JSON.parse(process.argv[1]);
const child = require('node:child_process').spawn(command, args, { env: {}, stdio: ['pipe', 'pipe', 'inherit', 'pipe'] });
let info = '';
child.stdio[3].on('data', (data) => { info += data; });
child.stdout.once('data', () => console.log(JSON.parse(info)['child-pid']));
setInterval(() => undefined, 1000);
`;

const found = findSandboxTools();
const server = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const root = await mkdtemp(join(tmpdir(), 'sandboxes-'));
afterAll(() => rm(root, { recursive: true, force: true }));

/** A zombie is dead; whether it is buried is up to the host's process 1. */
function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

async function planFor(tools: SandboxTools, confinement: Confinement) {
  const plan = await prepareWorkspace({
    folder: workspaceFolder(join(root, confinement.isolation)),
    ...{ confinement, tools, extraTools: [], cgroupProcsFiles: [] },
    user: hostUser(server, workspaceUidCount),
    ...{ hostname: 'spec', endpointHost: 'controlplane' },
  });
  if (plan === undefined) throw new Error('a confinement has a plan');
  return plan;
}

describe.each(confinements)('$isolation sandbox, user namespace: $userNamespace', (confinement) => {
  it('ends when the server is killed', async (context) => {
    if ('missing' in found) return context.skip(`${found.missing} missing`);
    const { failure } = await probe({ root, server, tools: found }, confinement);
    if (failure !== undefined) return context.skip(failure);
    const command = startCommand(await planFor(found, confinement));
    const victim = spawn(process.execPath, ['-e', serverSource, JSON.stringify(command)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(victim.stdout, 'data');
    const initPid = Number(String(line));
    expect(isRunning(initPid)).toBe(true);
    victim.kill('SIGKILL');
    await expect.poll(() => isRunning(initPid)).toBe(false);
  });

  it('says why it did not start', async (context) => {
    if ('missing' in found) return context.skip(`${found.missing} missing`);
    const plan = await planFor(found, confinement);
    const broken = {
      ...plan,
      tools: { ...plan.tools, bwrap: '/bin/false', unshare: '/bin/false' },
    };
    await expect(Sandbox.start(broken)).rejects.toMatchObject({ code: 'SANDBOX_START_FAILED' });
  });
});
