import type { Cluster } from '@drillyard/cluster';
import { OperationalError } from '@drillyard/errors';
import {
  connectWorkspace,
  nodeWorkspaceId,
  openNodeWorkspace,
  setUpLab,
} from '@drillyard/lab-runner';
import { instantiateLab, type Lab, type LabInstance } from '@drillyard/lab-spec';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { Inject, Injectable } from '@nestjs/common';
import { LabAvailability } from '../catalog/lab-availability.js';
import { ClusterProviders } from '../clusters/cluster-providers.js';
import { SessionGraders } from '../grading/session-graders.js';
import { LiveTerminals } from '../terminals/live-terminals.js';
import { WORKSPACE_PROVIDER } from '../workspaces/workspaces.module.js';
import { type LabEnvironment, LabEnvironments } from './lab-environments.js';
import { environmentIdOf, type LabSession } from './lab-session.js';

export interface BuildOptions {
  /** Called as each step begins, in words a learner understands. */
  readonly onStep: (text: string) => void;
  /** Told true while it waits for room that other sessions have. */
  readonly onWaiting?: (isWaiting: boolean) => void;
  readonly signal: AbortSignal;
}

/** Builds, opens again and removes what a lab session works with. */
@Injectable()
export class EnvironmentBuilder {
  constructor(
    private readonly availability: LabAvailability,
    private readonly clusters: ClusterProviders,
    @Inject(WORKSPACE_PROVIDER) private readonly workspaces: WorkspaceProvider,
    private readonly graders: SessionGraders,
    private readonly terminals: LiveTerminals,
    private readonly environments: LabEnvironments,
  ) {}

  /** From nothing to a lab that can be worked in; what fails half-way is undone. */
  async create(session: LabSession, options: BuildOptions): Promise<LabEnvironment> {
    const { onStep, onWaiting, signal } = options;
    const id = environmentIdOf(session);
    const { lab, provider } = this.availability.require(session.lab);
    const instance = instantiateLab(lab, session.seed);
    try {
      onStep('Starting your cluster');
      const { nodes, requires, settings } = lab.cluster;
      const cluster = await provider.create({
        ...{ id, nodes, requires, settings, onProgress: onStep, signal },
        ...(onWaiting && { onWaiting }),
      });
      signal.throwIfAborted();
      onStep('Opening your workstation');
      const workspaces = await this.#openWorkspaces(id, cluster, lab);
      signal.throwIfAborted();
      onStep('Preparing the lab');
      await setUpLab({ instance, cluster: cluster.client, ...workspaces, signal });
      onStep('Looking at what is there');
      return await this.#begin(session, instance, {
        ...{ cluster, ...workspaces, provider: provider.name },
      });
    } catch (error) {
      await this.#delete(id);
      throw error;
    }
  }

  /** As an earlier process left it. Rejects where the cluster is lost. */
  async reopen(session: LabSession): Promise<LabEnvironment> {
    const id = environmentIdOf(session);
    const { lab } = this.availability.require(session.lab);
    const cluster = await this.clusters.open(id);
    if (cluster === undefined) {
      // Not retryable: the providers have looked for it and do not know it.
      throw new OperationalError(
        'CLUSTER_LOST',
        'The cluster of this session is gone and cannot be brought back. Start the lab again; your score stays.',
      );
    }
    const workspaces = await this.#openWorkspaces(id, cluster, lab);
    const provider = session.cluster?.provider ?? '';
    const instance = instantiateLab(lab, session.seed);
    return this.#begin(session, instance, { cluster, ...workspaces, provider });
  }

  /** Stops working in the session's environment; the cluster and the files stay. */
  async close(labSessionId: string): Promise<void> {
    const environment = this.environments.take(labSessionId);
    await environment?.grader.close();
    await environment?.nodeWorkspace?.close();
    await environment?.workspace.close();
  }

  /** Removes the cluster, the workspace and the terminals of the session's last attempt. */
  async discard(session: LabSession): Promise<void> {
    await this.terminals.closeAll(session.id);
    await this.close(session.id);
    if (session.generation > 0) await this.#delete(environmentIdOf(session));
  }

  async #begin(
    session: LabSession,
    instance: LabInstance,
    parts: Omit<LabEnvironment, 'grader'>,
  ): Promise<LabEnvironment> {
    const grader = await this.graders.start(session, instance, parts);
    const environment = { ...parts, grader };
    this.environments.add(session.id, environment);
    return environment;
  }

  async #openWorkspaces(id: string, cluster: Cluster, { cluster: { requires, settings } }: Lab) {
    const workspace = await this.workspaces.open({
      id,
      hostname: 'workstation',
      connect: connectWorkspace(cluster),
      egress: settings?.workstationEgress,
    });
    const needsNode = requires.includes('node-shell');
    const nodeWorkspace = needsNode
      ? await openNodeWorkspace(this.workspaces, id, cluster)
      : undefined;
    return { workspace, nodeWorkspace };
  }

  async #delete(environmentId: string): Promise<void> {
    await this.workspaces.delete(nodeWorkspaceId(environmentId));
    await this.workspaces.delete(environmentId);
    await this.clusters.delete(environmentId);
  }
}
