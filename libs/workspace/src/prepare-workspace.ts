import {
  type Confinement,
  type HostUser,
  insideUid,
  type SandboxTools,
} from './sandbox/confinement.js';
import type { SandboxPlan } from './sandbox/sandbox-command.js';
import { type ExtraTool, sandboxLayout } from './sandbox/sandbox-layout.js';
import { bashStartFile } from './shell-profile.js';
import { systemFiles, writeSystemFiles } from './system-files.js';
import { makeFolders, type WorkspaceFolder } from './workspace-folder.js';

export interface PreparationOptions {
  readonly folder: WorkspaceFolder;
  readonly confinement: Confinement | undefined;
  readonly tools: SandboxTools;
  readonly user: HostUser;
  readonly hostname: string;
  readonly endpointHost: string;
  readonly extraTools: readonly ExtraTool[];
  readonly cgroupProcsFiles: readonly string[];
}

/** Makes a workspace's folders and generated files, and the plan of its sandbox, if it has one. */
export async function prepareWorkspace(
  options: PreparationOptions,
): Promise<SandboxPlan | undefined> {
  const { folder, confinement, tools, user, hostname, endpointHost, extraTools } = options;
  await makeFolders(folder, user);
  const files = systemFiles({
    hostname,
    endpointHost,
    uid: confinement === undefined ? user.uid : insideUid(confinement, user),
    startFile: bashStartFile(hostname),
  });
  await writeSystemFiles(folder, files);
  if (confinement === undefined) return undefined;
  const layout = sandboxLayout({
    hostname,
    homeFolder: folder.home,
    systemFolder: folder.system,
    etcNames: Object.keys(files),
    tools: extraTools,
  });
  return {
    confinement,
    tools,
    user,
    layout,
    rootFolder: folder.root,
    cgroupProcsFiles: options.cgroupProcsFiles,
  };
}
