import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Isolation } from '@drillyard/terminal';
import { hostUser, workspaceUidCount } from './host-user.js';
import { confinements, type ProbeOptions, probe, probePrefix } from './isolation-probe.js';
import type { IsolationAttempt } from './isolation-report.js';
import type { Confinement } from './sandbox/confinement.js';
import { becomeUser } from './sandbox/holder.js';
import { makeFolders, workspaceFolder } from './workspace-folder.js';

export interface Detection {
  /** Undefined where no sandbox works here, or none is wanted. */
  readonly confinement: Confinement | undefined;
  readonly attempts: readonly IsolationAttempt[];
}

/** Tries the ways to make a sandbox, best first, until one really works on this host. */
export async function detectConfinement(
  options: ProbeOptions,
  wanted: Isolation | undefined,
): Promise<Detection> {
  const attempts: IsolationAttempt[] = [];
  for (const confinement of confinements) {
    if (wanted !== undefined && confinement.isolation !== wanted) continue;
    const attempt = await probeTwice(options, confinement);
    attempts.push(attempt);
    if (attempt.failure === undefined) return { confinement, attempts };
  }
  return { confinement: undefined, attempts };
}

/** A machine under load may fail once; what is settled for holds until the server is restarted. */
async function probeTwice(
  options: ProbeOptions,
  confinement: Confinement,
): Promise<IsolationAttempt> {
  const attempt = await probe(options, confinement);
  return attempt.failure === undefined ? attempt : probe(options, confinement);
}

/**
 * Whether a server that is root can at least run unsandboxed shells as somebody else: not where
 * its data lies in a folder that only root can enter.
 */
export async function canSwitchUser({ root, server, tools }: ProbeOptions): Promise<boolean> {
  if (server.uid !== 0) return false;
  const folder = workspaceFolder(join(root, `${probePrefix}${randomBytes(6).toString('hex')}`));
  const user = hostUser(server, workspaceUidCount);
  try {
    await makeFolders(folder, user);
    const args = [...becomeUser(user), tools.sh, '-c', 'touch "$1/probe"', 'probe', folder.home];
    const [code] = await once(spawn(tools.setpriv, args, { stdio: 'ignore' }), 'exit');
    return code === 0;
  } finally {
    await rm(folder.path, { recursive: true, force: true });
  }
}
