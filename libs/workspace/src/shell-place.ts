import { join } from 'node:path';
import type { Confinement } from './sandbox/confinement.js';
import { type Account, learnerAccount, shellEnvironment, toolFolder } from './shell-profile.js';
import { startFileName } from './system-files.js';
import { findTool, systemPath } from './tool-paths.js';
import type { WorkspaceFolder } from './workspace-folder.js';

/** Editors in the order a beginner is served best. */
const editors = ['nano', 'vim', 'vi'] as const;

/** How a learner's shell is started, inside a sandbox or (without confinement) on the host. */
export function shellPlace(
  confinement: Confinement | undefined,
  folder: WorkspaceFolder,
  hostname: string,
  account: Account = learnerAccount,
): { env: Record<string, string>; shell: string[]; cwd: string } {
  const editor = editors.find((name) => findTool(name) !== undefined) ?? 'vi';
  const home = confinement === undefined ? folder.home : account.home;
  const etc = confinement === undefined ? join(folder.system, 'etc') : '/etc';
  return {
    env: shellEnvironment({
      home,
      name: account.name,
      path: [toolFolder, ...systemPath],
      hostname,
      editor,
    }),
    shell: ['/bin/bash', '--rcfile', join(etc, startFileName), '-i'],
    cwd: confinement === undefined ? folder.home : '/',
  };
}
