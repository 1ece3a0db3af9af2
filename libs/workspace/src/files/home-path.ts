import { UserError } from '@drillyard/errors';
import { learnerHome } from '../shell-profile.js';

/**
 * Turns a path as the learner writes it (`~/x`, `/home/learner/x`, `x`) into its segments below
 * the home. `..` is kept: it means something only once links are followed.
 *
 * @throws UserError PATH_OUTSIDE_HOME for every other absolute path.
 */
export function homeSegments(path: string, homes: readonly string[] = [learnerHome]): string[] {
  const relative = belowHome(path, homes);
  if (relative === undefined || path.includes('\0')) {
    throw new UserError(
      'PATH_OUTSIDE_HOME',
      `${path} is not in the workspace's home; only files below ~ (${homes.join(', ')}) can be used.`,
      { details: { path } },
    );
  }
  return relative.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function belowHome(path: string, homes: readonly string[]): string | undefined {
  if (path === '~' || path.startsWith('~/')) return path.slice(1);
  if (!path.startsWith('/')) return path.startsWith('~') ? undefined : path;
  const home = homes.find((folder) => path === folder || path.startsWith(`${folder}/`));
  return home === undefined ? undefined : path.slice(home.length);
}
