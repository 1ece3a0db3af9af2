import type { Cluster } from '@drillyard/cluster';

import type { Workspace, WorkspaceProvider } from '@drillyard/terminal';
import { connectWorkspace } from './connect-workspace.js';

const suffix = '-node';

/** The workspace on the node belongs to the environment its workstation does. */
export function nodeWorkspaceId(environmentId: string): string {
  return `${environmentId}${suffix}`;
}

/** The environment a workspace belongs to, be it the workstation or the one on the node. */
export function environmentOfWorkspace(workspaceId: string): string {
  return workspaceId.endsWith(suffix) ? workspaceId.slice(0, -suffix.length) : workspaceId;
}

/** A shell on the control plane's node; undefined where the cluster offers none. */
export async function openNodeWorkspace(
  workspaces: WorkspaceProvider,
  environmentId: string,
  cluster: Cluster,
): Promise<Workspace | undefined> {
  const { node } = cluster;
  if (node === undefined) return undefined;
  return workspaces.open({
    id: nodeWorkspaceId(environmentId),
    hostname: node.name,
    connect: connectWorkspace(cluster),
    nodeFolders: node.folders,
    ...(node.commands && { nodeCommands: node.commands }),
  });
}
