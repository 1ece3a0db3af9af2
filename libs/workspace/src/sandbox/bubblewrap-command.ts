import { invariant } from '@drillyard/errors';
import type { Confinement, HostUser, SandboxTools } from './confinement.js';
import { becomeUser, dropAllRights, holderCommand } from './holder.js';
import type { Mount, SandboxLayout } from './sandbox-layout.js';

/** File descriptor on which a sandbox's maker writes `{"child-pid": <host pid of process 1>}`. */
export const infoFd = 3;

/**
 * The bwrap command line. The outer user is 0 inside its user namespace, without any capability:
 * bwrap then makes no second namespace of its own, and every namespace can be entered later.
 */
export function bubblewrapCommand(
  tools: SandboxTools,
  confinement: Confinement,
  user: HostUser,
  layout: SandboxLayout,
): string[] {
  invariant(tools.bwrap !== undefined, 'bubblewrap is chosen only where bwrap was found');
  const { identity, holder } = confinement.userNamespace
    ? { identity: ['--unshare-user', '--uid', '0', '--gid', '0'], holder: holderCommand(tools, []) }
    : {
        identity: ['SETUID', 'SETGID', 'SETPCAP'].flatMap((name) => ['--cap-add', `CAP_${name}`]),
        holder: holderCommand(tools, [...becomeUser(user), ...dropAllRights]),
      };
  return [
    tools.bwrap,
    ...identity,
    ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts'],
    ...['--hostname', layout.hostname, '--die-with-parent', '--as-pid-1'],
    ...['--info-fd', String(infoFd)],
    ...layout.mounts.flatMap(mountArguments),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...tmpfs('/dev/shm', layout.sharedMemoryBytesMax, '1777'),
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/', '--', ...holder],
  ];
}

function mountArguments(mount: Mount): string[] {
  switch (mount.type) {
    case 'folder':
      return ['--perms', '0755', '--dir', mount.target];
    case 'symlink':
      return ['--symlink', mount.to, mount.target];
    case 'bind':
      return [mount.writable ? '--bind' : '--ro-bind', mount.source, mount.target];
    case 'tmpfs':
      return tmpfs(mount.target, mount.bytesMax, mount.mode);
  }
}

function tmpfs(target: string, bytesMax: number, mode: string): string[] {
  return ['--perms', mode, '--size', String(bytesMax), '--tmpfs', target];
}
