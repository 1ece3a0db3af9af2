import { randomBytes } from 'node:crypto';
import type { Cluster, ClusterProvider } from '@drillyard/cluster';
import type { Lab } from '@drillyard/lab-spec';
import type { Workspace, WorkspaceProvider } from '@drillyard/terminal';
import { connectWorkspace } from './connect-workspace.js';

/** Where labs can be carried out. */
export interface LabProviders {
  readonly clusters: ClusterProvider;
  readonly workspaces: WorkspaceProvider;
}

/** A cluster and a workspace of one's own. */
export interface LabEnvironment {
  readonly cluster: Cluster;
  readonly workspace: Workspace;
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
    await workspaces.delete(id);
    await clusters.delete(id);
  };
  try {
    const { nodes, requires } = lab.cluster;
    const cluster = await clusters.create({ id, nodes, requires, ...(signal && { signal }) });
    const connect = connectWorkspace(cluster);
    const workspace = await workspaces.open({ id, hostname: 'workstation', connect });
    return { cluster, workspace, close: () => workspace.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}
