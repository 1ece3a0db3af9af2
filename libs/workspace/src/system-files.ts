import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtraTool } from './sandbox/sandbox-layout.js';
import { type Account, learnerAccount } from './shell-profile.js';
import type { WorkspaceFolder } from './workspace-folder.js';

/** Of the learner's bash, in /etc. */
export const startFileName = 'drillyard.bashrc';

export interface SystemFilesOptions {
  readonly hostname: string;
  /** Name at which the API server is reached inside, on 127.0.0.1. */
  readonly endpointHost: string;
  readonly uid: number;
  readonly startFile: string;
  /** The learner's where it is left out. */
  readonly account?: Account;
}

/** The files of a sandbox's /etc that are its own, by name. */
export function systemFiles(options: SystemFilesOptions): Readonly<Record<string, string>> {
  const { hostname, endpointHost, uid, startFile, account = learnerAccount } = options;
  const { name, home } = account;
  const root = name === 'root' ? '' : 'root:x:0:0:root:/root:/usr/sbin/nologin\n';
  const rootGroup = name === 'root' ? '' : 'root:x:0:\n';
  return {
    passwd: `${root}${name}:x:${uid}:${uid}::${home}:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`,
    group: `${rootGroup}${name}:x:${uid}:\nnogroup:x:65534:\n`,
    hosts: `127.0.0.1 localhost ${hostname} ${endpointHost}\n::1 localhost\n`,
    hostname: `${hostname}\n`,
    'host.conf': 'multi on\n',
    'nsswitch.conf':
      'passwd: files\ngroup: files\nhosts: files\nservices: files\nprotocols: files\n',
    'resolv.conf': '# There is no name service here, only /etc/hosts.\n',
    [startFileName]: startFile,
  };
}

export async function writeSystemFiles(
  folder: WorkspaceFolder,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(join(folder.system, 'etc'), { recursive: true, mode: 0o755 });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder.system, 'etc', name), text, { mode: 0o644 });
  }
}

/** Scripts of a workspace's own, as the tools they are in it. */
export async function writePrograms(
  folder: WorkspaceFolder,
  programs: readonly { readonly name: string; readonly text: string }[],
): Promise<ExtraTool[]> {
  const bin = join(folder.system, 'bin');
  await mkdir(bin, { recursive: true, mode: 0o755 });
  const written = programs.map(async ({ name, text }) => {
    const path = join(bin, name);
    await writeFile(path, text, { mode: 0o755 });
    return { name, path };
  });
  return Promise.all(written);
}
