import type { NodeCommandView, NodeFolderView } from '@drillyard/terminal';
import { giveTrees } from './give-trees.js';
import {
  type Confinement,
  type HostUser,
  insideUid,
  type SandboxTools,
} from './sandbox/confinement.js';
import type { SandboxPlan } from './sandbox/sandbox-command.js';
import { type ExtraTool, sandboxLayout } from './sandbox/sandbox-layout.js';
import { bashStartFile, learnerAccount, rootAccount } from './shell-profile.js';
import { systemFiles, writePrograms, writeSystemFiles } from './system-files.js';
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
  /** Left out: a workstation, not a node. */
  readonly nodeFolders?: readonly NodeFolderView[] | undefined;
  /** Scripts of its own, by name. */
  readonly programs?: NodeCommandView['programs'] | undefined;
}

/** Makes a workspace's folders and generated files, and the plan of its sandbox, if it has one. */
export async function prepareWorkspace(
  options: PreparationOptions,
): Promise<SandboxPlan | undefined> {
  const { folder, confinement, tools, user, hostname, endpointHost, extraTools } = options;
  const { nodeFolders, programs = [] } = options;
  const account = nodeFolders === undefined ? learnerAccount : rootAccount;
  await makeFolders(folder, user);
  await giveTrees(nodeFolders?.map(({ source }) => source) ?? [], user);
  const files = systemFiles({
    hostname,
    endpointHost,
    uid: insideUidOf(options),
    startFile: bashStartFile(hostname, account.name),
    account,
  });
  await writeSystemFiles(folder, files);
  const ownTools = await writePrograms(folder, programs);
  if (confinement === undefined) return undefined;
  const layout = sandboxLayout({
    hostname,
    homeFolder: folder.home,
    systemFolder: folder.system,
    etcNames: Object.keys(files),
    tools: [...extraTools, ...ownTools],
    home: account.home,
    folders: nodeFolders ?? [],
  });
  return {
    confinement,
    tools,
    user,
    layout,
    uid: insideUidOf(options),
    rootFolder: folder.root,
    cgroupProcsFiles: options.cgroupProcsFiles,
  };
}

function insideUidOf({ confinement, user, nodeFolders }: PreparationOptions): number {
  if (confinement === undefined) return user.uid;
  return insideUid(confinement, user, nodeFolders !== undefined);
}
