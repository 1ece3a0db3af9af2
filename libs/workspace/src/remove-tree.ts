import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OperationalError } from '@drillyard/errors';

/**
 * Removes a folder a learner has had the run of: folders nested deeper than a path can name, and
 * ones closed to their owner. rm and chmod of coreutils walk by open folders and can do both.
 */
export async function removeTree(path: string): Promise<void> {
  if ((await run('rm', '-rf', '--one-file-system', '--', path)) === 0) return;
  await run('chmod', '-R', 'u+rwX', '--', path);
  if ((await run('rm', '-rf', '--one-file-system', '--', path)) === 0) return;
  throw new OperationalError('WORKSPACE_NOT_REMOVED', `${path} could not be removed.`, {
    retryable: true,
  });
}

async function run(program: string, ...args: string[]): Promise<unknown> {
  const [code] = await once(spawn(program, args, { stdio: 'ignore' }), 'exit');
  return code;
}
