import type { Cluster } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import { connectWorkspace, setUpLab } from '@drillyard/lab-runner';
import type { LabInstance } from '@drillyard/lab-spec';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { Inject, Injectable } from '@nestjs/common';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { SessionGraders } from '../grading/session-graders.js';
import { RequestError } from '../request-error.js';
import { WORKSPACE_PROVIDER } from '../workspaces/workspaces.module.js';
import type { LabEnvironment } from './lab-environments.js';
import { environmentIdOf, type LabSession } from './lab-session.js';

export interface BuildOptions {
  /** Called as each step begins, in words a learner understands. */
  readonly onStep: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Builds, opens again and removes what a lab session works with. */
@Injectable()
export class EnvironmentBuilder {
  constructor(
    private readonly clusters: ClusterProviders,
    @Inject(WORKSPACE_PROVIDER) private readonly workspaces: WorkspaceProvider,
    private readonly graders: SessionGraders,
  ) {}

  /** From nothing to a lab that can be worked in; what fails half-way is undone. */
  async create(
    session: LabSession,
    instance: LabInstance,
    { onStep, signal }: BuildOptions,
  ): Promise<LabEnvironment> {
    const id = environmentIdOf(session);
    const provider = this.clusters.findFor(instance.lab.cluster.requires);
    if (provider === undefined) throw unavailable(instance);
    try {
      onStep('Starting your cluster');
      const { nodes } = instance.lab.cluster;
      const cluster = await provider.create({ id, nodes, onProgress: onStep, signal });
      signal.throwIfAborted();
      onStep('Opening your workstation');
      const workspace = await this.#openWorkspace(id, cluster);
      signal.throwIfAborted();
      onStep('Preparing the lab');
      await setUpLab({ instance, cluster: cluster.client, workspace, signal });
      onStep('Looking at what is there');
      const grader = await this.graders.start(session, instance, { cluster, workspace });
      return {
        generation: session.generation,
        cluster,
        provider: provider.name,
        workspace,
        grader,
      };
    } catch (error) {
      await this.delete(id);
      throw error;
    }
  }

  /** As an earlier process left it. Rejects where the cluster is lost. */
  async reopen(session: LabSession, instance: LabInstance): Promise<LabEnvironment> {
    const id = environmentIdOf(session);
    const cluster = await this.clusters.open(id);
    if (cluster === undefined) {
      // Not retryable: the provider has looked for it and does not know it.
      throw new OperationalError(
        'CLUSTER_LOST',
        'The cluster of this session is gone and cannot be brought back. Start the lab again; your score stays.',
      );
    }
    const workspace = await this.#openWorkspace(id, cluster);
    const grader = await this.graders.start(session, instance, { cluster, workspace });
    const provider = session.cluster?.provider ?? '';
    return { generation: session.generation, cluster, provider, workspace, grader };
  }

  /** Stops working with it; the cluster and the files stay. */
  async close(environment: LabEnvironment): Promise<void> {
    await environment.grader.close();
    await environment.workspace.close();
  }

  /** Removes the cluster and the workspace and all that was in them. */
  async delete(environmentId: string): Promise<void> {
    await this.workspaces.delete(environmentId);
    await this.clusters.delete(environmentId);
  }

  #openWorkspace(id: string, cluster: Cluster) {
    return this.workspaces.open({
      id,
      hostname: 'workstation',
      connect: connectWorkspace(cluster),
    });
  }
}

function unavailable({ lab }: LabInstance): RequestError {
  return new RequestError(
    'LAB_UNAVAILABLE',
    `No cluster provider of this server has what ${lab.name} requires: ${lab.cluster.requires.join(', ')}.`,
  );
}
