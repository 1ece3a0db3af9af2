import { basename, dirname } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import type { SandboxTools } from './confinement.js';
import type { Bind, Mount, SandboxLayout } from './sandbox-layout.js';
import { shellQuote } from './shell-quote.js';

/** Folders every host has and a sandbox does not need; one is covered, in our own view only. */
const stagingPlaces = ['/mnt', '/media', '/srv', '/opt'] as const;

export interface Staged {
  /** Runs, as root, the command line that follows it. */
  readonly command: string[];
  readonly layout: SandboxLayout;
  readonly rootFolder: string;
}

/**
 * A server that runs as root keeps its data where other users cannot reach it. Before a sandbox
 * becomes such a user, everything that is the workspace's own is bound below a folder that it can
 * reach, in a mount namespace that only the sandbox sees.
 */
export function stage(tools: SandboxTools, layout: SandboxLayout, isHostPath: Predicate): Staged {
  const own = layout.mounts.filter(
    (mount): mount is Bind => mount.type === 'bind' && !isHostPath(mount.source),
  );
  const place = stagingPlaces.find((folder) => own.every((bind) => !isBelow(bind.source, folder)));
  if (place === undefined) {
    throw new OperationalError(
      'NO_STAGING_PLACE',
      `Every one of ${stagingPlaces.join(', ')} holds files of the workspace; move the data folder elsewhere.`,
    );
  }
  // Files are reached through their folder: one mount for all of /etc, and not one for each.
  const folders = [...new Set(own.map(folderOf))];
  const stagedAt = (bind: Bind) => {
    const folder = `${place}/${folders.indexOf(folderOf(bind))}`;
    return bind.isFolder ? folder : `${folder}/${basename(bind.source)}`;
  };
  const places = new Map(own.map((bind) => [bind.target, stagedAt(bind)]));
  const rootFolder = `${place}/root`;
  const lines = [
    'set -eu',
    `mount -t tmpfs -o size=1m,mode=755,nosuid,nodev staging ${place}`,
    `mkdir ${rootFolder}`,
    `mkdir ${folders.map((_, index) => `${place}/${index}`).join(' ')}`,
    ...folders.map((folder, index) => `mount --bind ${shellQuote(folder)} ${place}/${index}`),
    'exec "$@"',
  ];
  return {
    command: [
      ...[tools.unshare, '--mount', '--propagation', 'private'],
      ...[tools.sh, '-c', lines.join('\n'), 'stage'],
    ],
    layout: { ...layout, mounts: layout.mounts.map((mount) => relocate(mount, places)) },
    rootFolder,
  };
}

type Predicate = (path: string) => boolean;

function folderOf({ source, isFolder }: Bind): string {
  return isFolder ? source : dirname(source);
}

function relocate(mount: Mount, places: ReadonlyMap<string, string>): Mount {
  const source = places.get(mount.target);
  return mount.type === 'bind' && source !== undefined ? { ...mount, source } : mount;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
