import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OperationalError } from '@drillyard/errors';
import type { HostUser } from './sandbox/confinement.js';

/**
 * Makes a user the owner of a folder and all that is in it. Nothing runs in it meanwhile; chown of
 * coreutils walks by open folders and changes links themselves, never what they lead to.
 */
export async function giveTree(path: string, { uid, gid, mustSwitch }: HostUser): Promise<void> {
  // A server that is no root is the owner already.
  if (!mustSwitch) return;
  const args = ['-R', '-P', '-h', '--', `${uid}:${gid}`, path];
  const [code] = await once(spawn('chown', args, { stdio: 'ignore' }), 'exit');
  if (code === 0) return;
  throw new OperationalError('NODE_FOLDER_NOT_GIVEN', `${path} could not be given to its user.`, {
    retryable: true,
  });
}
