import { lstatSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sharedMemoryBytesMax, tmpBytesMax } from '../limits.js';
import { learnerHome, toolFolder } from '../shell-profile.js';

/** One thing to be seen inside a sandbox, at `target`. Applied in order. */
export type Mount =
  | { readonly type: 'folder'; readonly target: string }
  | { readonly type: 'symlink'; readonly target: string; readonly to: string }
  | {
      readonly type: 'bind';
      readonly target: string;
      readonly source: string;
      readonly isFolder: boolean;
      readonly writable: boolean;
    }
  | {
      readonly type: 'tmpfs';
      readonly target: string;
      readonly bytesMax: number;
      readonly mode: string;
    };
export type Bind = Extract<Mount, { type: 'bind' }>;

/**
 * What can be seen inside a sandbox besides /proc and a minimal /dev, and what it is called. The
 * root itself and /dev are read-only; only the home, /tmp and /dev/shm can be written.
 */
export interface SandboxLayout {
  readonly hostname: string;
  readonly mounts: readonly Mount[];
  readonly sharedMemoryBytesMax: number;
}

/** A program that does not live below /usr, offered in the sandbox under a name. */
export interface ExtraTool {
  readonly name: string;
  readonly path: string;
}

export interface SandboxLayoutOptions {
  readonly hostname: string;
  readonly homeFolder: string;
  /** Folder of generated files: what is in its `etc` is seen as /etc/*. */
  readonly systemFolder: string;
  readonly etcNames: readonly string[];
  readonly tools: readonly ExtraTool[];
  /** Where the home is; the learner's place where it is left out. */
  readonly home?: string;
  /** Further folders that can be written. */
  readonly folders?: readonly { readonly source: string; readonly target: string }[];
}

/** Top-level folders of programs and libraries; links into /usr where /usr is merged. */
const systemFolders = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'] as const;

/** What programs need of the host's /etc. Nothing here names the host, its users or its secrets. */
const hostEtcNames = [
  'alternatives',
  'bash_completion',
  'bash_completion.d',
  'ca-certificates',
  'ca-certificates.conf',
  'crypto-policies',
  'debian_version',
  'inputrc',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'mime.types',
  'nanorc',
  'os-release',
  'pki/ca-trust',
  'pki/tls/certs',
  'protocols',
  'services',
  'ssl/certs',
  'ssl/openssl.cnf',
  'terminfo',
  'vim',
] as const;

export function sandboxLayout(options: SandboxLayoutOptions): SandboxLayout {
  return {
    hostname: options.hostname,
    sharedMemoryBytesMax,
    mounts: [
      ...systemMounts(),
      ...generatedEtc(options),
      ...toolMounts(options.tools),
      { type: 'tmpfs', target: '/tmp', bytesMax: tmpBytesMax, mode: '1777' },
      { type: 'folder', target: '/var' },
      { type: 'symlink', target: '/var/tmp', to: '/tmp' },
      { type: 'folder', target: '/run' },
      { type: 'folder', target: '/home' },
      {
        type: 'bind',
        target: options.home ?? learnerHome,
        source: options.homeFolder,
        isFolder: true,
        writable: true,
      },
      ...(options.folders ?? []).map((folder): Mount => {
        return { type: 'bind', ...folder, isFolder: true, writable: true };
      }),
    ],
  };
}

function systemMounts(): Mount[] {
  const folders = systemFolders.flatMap((name): Mount[] => {
    const path = `/${name}`;
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    if (stats.isSymbolicLink()) return [{ type: 'symlink', target: path, to: readlinkSync(path) }];
    return [readOnly(path, path, true)];
  });
  const etc = hostEtcNames.flatMap((name): Mount[] => {
    const path = `/etc/${name}`;
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats === undefined ? [] : [readOnly(path, path, stats.isDirectory())];
  });
  return [
    readOnly('/usr', '/usr', true),
    ...folders,
    { type: 'folder', target: '/etc' },
    { type: 'folder', target: '/etc/ssl' },
    { type: 'folder', target: '/etc/pki' },
    { type: 'folder', target: '/etc/pki/tls' },
    ...etc,
  ];
}

function generatedEtc({ systemFolder, etcNames }: SandboxLayoutOptions): Mount[] {
  return etcNames.map((name) => readOnly(join(systemFolder, 'etc', name), `/etc/${name}`, false));
}

function toolMounts(tools: readonly ExtraTool[]): Mount[] {
  if (tools.length === 0) return [];
  return [
    { type: 'folder', target: '/opt' },
    { type: 'folder', target: '/opt/drillyard' },
    { type: 'folder', target: toolFolder },
    ...tools.map(({ name, path }) => readOnly(path, `${toolFolder}/${name}`, false)),
  ];
}

function readOnly(source: string, target: string, isFolder: boolean): Bind {
  return { type: 'bind', source, target, isFolder, writable: false };
}
