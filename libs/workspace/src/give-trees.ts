import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OperationalError } from '@drillyard/errors';
import type { HostUser } from './sandbox/confinement.js';

/**
 * Makes a user the owner of folders and all that is in them. Nothing runs in them meanwhile; chown of
 * coreutils walks by open folders and changes links themselves, never what they lead to.
 */
export async function giveTrees(
  paths: readonly string[],
  { uid, gid, mustSwitch }: HostUser,
): Promise<void> {
  // A server that is no root is the owner already.
  if (!mustSwitch || paths.length === 0) return;
  const args = ['-R', '-P', '-h', '--', `${uid}:${gid}`, ...paths];
  const [code] = await once(spawn('chown', args, { stdio: 'ignore' }), 'exit');
  if (code === 0) return;
  throw new OperationalError(
    'NODE_FOLDER_NOT_GIVEN',
    `${paths.join(' and ')} could not be given to their user.`,
    { retryable: true },
  );
}
