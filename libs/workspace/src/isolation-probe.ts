import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '@drillyard/errors';
import { hostUser, type ServerUser, workspaceUidCount } from './host-user.js';
import type { IsolationAttempt } from './isolation-report.js';
import { prepareWorkspace } from './prepare-workspace.js';
import { runScript } from './run-script.js';
import type { Confinement, SandboxTools } from './sandbox/confinement.js';
import { Sandbox } from './sandbox/sandbox.js';
import { learnerHome, shellEnvironment } from './shell-profile.js';
import { systemPath } from './tool-paths.js';
import { workspaceFolder } from './workspace-folder.js';

/** Best first. The ways without a user namespace need root, and exist for hosts that forbid those. */
export const confinements: readonly Confinement[] = [
  { isolation: 'bubblewrap', userNamespace: true },
  { isolation: 'bubblewrap', userNamespace: false },
  { isolation: 'unshare', userNamespace: true },
  { isolation: 'unshare', userNamespace: false },
];

/** Name that no workspace can have, so that a probe cut short is recognised and removed. */
export const probePrefix = '.probe-';
const probeTimeoutMs = 20_000;
const probePort = 6443;

/** Proves, inside, that the walls stand: not root, no capability, a home, no host, no network. */
const probeScript = `set -e
[ "$(id -u)" != 0 ]
grep -q '^CapEff:[[:space:]]*0*$' /proc/self/status
echo probe > "$HOME/probe"
[ ! -e /root ] && [ ! -e /sys ] && ! touch /usr/probe 2>/dev/null
[ "$(grep -c : /proc/net/dev)" = 1 ]
: < /dev/tcp/127.0.0.1/${probePort}
echo proved`;

export interface ProbeOptions {
  readonly root: string;
  readonly server: ServerUser;
  readonly tools: SandboxTools;
}

/** Makes a real sandbox and looks around in it. */
export async function probe(
  { root, server, tools }: ProbeOptions,
  confinement: Confinement,
): Promise<IsolationAttempt> {
  const failure = impossible(server, tools, confinement);
  if (failure !== undefined) return { confinement, failure };
  const folder = workspaceFolder(join(root, `${probePrefix}${randomBytes(6).toString('hex')}`));
  try {
    const plan = await prepareWorkspace({
      ...{ folder, confinement, tools, extraTools: [], cgroupProcsFiles: [] },
      user: hostUser(server, workspaceUidCount),
      hostname: 'probe',
      endpointHost: 'controlplane',
    });
    invariant(plan !== undefined, 'a confinement has a plan');
    const sandbox = await Sandbox.start(plan);
    try {
      return await lookAround(sandbox, confinement);
    } finally {
      await sandbox.kill();
    }
  } catch (error) {
    return { confinement, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder.path, { recursive: true, force: true });
  }
}

async function lookAround(sandbox: Sandbox, confinement: Confinement): Promise<IsolationAttempt> {
  const listener = await sandbox.listen('127.0.0.1', probePort);
  listener.on('connection', (socket) => socket.destroy());
  const env = shellEnvironment({
    ...{ home: learnerHome, path: systemPath, hostname: 'probe', editor: 'vi' },
  });
  const { exitCode, output } = await runScript(
    { enter: (command) => sandbox.enter(command), env, cwd: '/' },
    { text: probeScript, timeoutMs: probeTimeoutMs },
  );
  if (exitCode === 0 && output.trim() === 'proved') return { confinement };
  return { confinement, failure: output.trim() || `a test inside it ended with ${exitCode}` };
}

function impossible(
  server: ServerUser,
  tools: SandboxTools,
  { isolation, userNamespace }: Confinement,
): string | undefined {
  if (isolation === 'bubblewrap' && tools.bwrap === undefined) return 'bwrap is not installed';
  if (!userNamespace && server.uid !== 0) return 'it needs root';
  return undefined;
}
