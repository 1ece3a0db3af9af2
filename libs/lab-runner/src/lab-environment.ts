import { randomBytes } from 'node:crypto';
import type { Cluster, ClusterProvider } from '@drillyard/cluster';
import type { Lab } from '@drillyard/lab-spec';
import type { Workspace, WorkspaceProvider } from '@drillyard/terminal';
import { connectWorkspace } from './connect-workspace.js';
import { nodeWorkspaceId, openNodeWorkspace } from './node-workspace.js';

/** Where labs can be carried out. */
export interface LabProviders {
  readonly clusters: ClusterProvider;
  readonly workspaces: WorkspaceProvider;
}

/** A cluster and a workspace of one's own. */
export interface LabEnvironment {
  readonly cluster: Cluster;
  readonly workspace: Workspace;
  /** On the control plane's node, where the lab requires a shell there. */
  readonly nodeWorkspace: Workspace | undefined;
  /** Removes both and every trace of them. */
  close(): Promise<void>;
}

/** @throws OperationalError of the providers; nothing is left behind then. */
export async function openLabEnvironment(
  lab: Lab,
  { clusters, workspaces }: LabProviders,
  signal?: AbortSignal,
): Promise<LabEnvironment> {
  const id = `proof-${randomBytes(6).toString('hex')}`;
  const close = async () => {
    await workspaces.delete(nodeWorkspaceId(id));
    await workspaces.delete(id);
    await clusters.delete(id);
  };
  try {
    const { nodes, requires, settings } = lab.cluster;
    const request = { id, nodes, requires, settings, ...(signal && { signal }) };
    const cluster = await clusters.create(request);
    const connect = connectWorkspace(cluster);
    const egress = settings?.workstationEgress;
    const workspace = await workspaces.open({ id, hostname: 'workstation', connect, egress });
    const nodeWorkspace = requires.includes('node-shell')
      ? await openNodeWorkspace(workspaces, id, cluster)
      : undefined;
    const closeAll = async () => {
      await nodeWorkspace?.close();
      await workspace.close();
      await close();
    };
    return { cluster, workspace, nodeWorkspace, close: closeAll };
  } catch (error) {
    await close();
    throw error;
  }
}
