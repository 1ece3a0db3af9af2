import type { Workspace, WorkspaceProvider, WorkspaceRequest } from '@drillyard/terminal';

/**
 * Workspaces of two kinds: beside a cluster whose nodes are containers a container too, a sandbox
 * on this host for every other.
 */
export class WorkspacesByCluster implements WorkspaceProvider {
  constructor(
    private readonly hosted: WorkspaceProvider,
    private readonly containers: WorkspaceProvider,
  ) {}

  /** Of the sandboxes: what is to be said about a host is said about these. */
  get isolation() {
    return this.hosted.isolation;
  }

  open(request: WorkspaceRequest): Promise<Workspace> {
    const isContainer = request.connect.nodeContainers !== undefined;
    return (isContainer ? this.containers : this.hosted).open(request);
  }

  /** Whichever has it: both are asked, since a server that died cannot say. */
  async delete(id: string): Promise<void> {
    await this.hosted.delete(id);
    await this.containers.delete(id);
  }

  async list(): Promise<string[]> {
    const both = await Promise.all([this.hosted.list(), this.containers.list()]);
    return [...new Set(both.flat())];
  }

  async close(): Promise<void> {
    await Promise.all([this.hosted.close(), this.containers.close()]);
  }
}
