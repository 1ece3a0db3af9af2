import type { Clock } from '@drillyard/cluster';
import {
  type Engine,
  instanceLabel,
  kindClusterLabel,
  namePrefix,
  roleLabel,
  sessionLabel,
} from '@drillyard/cluster-kind';
import { UserError } from '@drillyard/errors';
import {
  OpenWorkspaces,
  type Workspace,
  type WorkspaceProvider,
  type WorkspaceRequest,
} from '@drillyard/terminal';
import { isWorkspaceId, learnerHome, requireWorkspaceNames } from '@drillyard/workspace';
import { learnerUser } from './container-command.js';
import { type ContainerLife, ContainerWorkspace } from './container-workspace.js';
import type { ResolveAddress } from './egress-gateways.js';
import { learnerEnvironment, rootEnvironment, rootHome } from './environments.js';
import { Toolbox } from './toolbox.js';

/** What a learner's kubectl reads. */
const kubeconfigPath = '~/.kube/config';

export interface ToolboxWorkspaceProviderOptions {
  readonly engine: Engine;
  /** Which server this is: on everything it makes, and in every name (`instanceName`). */
  readonly instance: string;
  /** Of the toolbox, built from `toolbox/Dockerfile`; the engine has it. */
  readonly image: string;
  /** Of the engine's command line, where it runs on a pty: PATH, HOME and where the engine is. */
  readonly environment: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** For what a lab may reach beyond its cluster; the resolver of this host if not given. */
  readonly resolve?: ResolveAddress;
}

/**
 * Workspaces beside clusters whose nodes are containers: a container of tools on a network that
 * has nothing but the API server's node on it; or, for a shell on a node, the node itself.
 */
export class ToolboxWorkspaceProvider implements WorkspaceProvider {
  readonly isolation = 'container';
  private readonly opened = new OpenWorkspaces<ContainerWorkspace>();

  constructor(private readonly options: ToolboxWorkspaceProviderOptions) {}

  async open(request: WorkspaceRequest): Promise<Workspace> {
    requireWorkspaceNames(request);
    return this.opened.open(request.id, () => this.start(request));
  }

  async delete(id: string): Promise<void> {
    if (!isWorkspaceId(id)) return;
    // Its processes end with the container, if not before.
    await this.opened.close(id).catch(() => undefined);
    await this.toolbox(id).remove();
  }

  async list(): Promise<string[]> {
    const { engine, instance } = this.options;
    const label = `${instanceLabel}=${instance}`;
    const made = [...(await engine.containers({ label })), ...(await engine.networks({ label }))];
    const ids = made.flatMap(({ labels }) =>
      labels[roleLabel] === 'workspace' ? (labels[sessionLabel] ?? []) : [],
    );
    return [...new Set(ids)];
  }

  async close(): Promise<void> {
    // What could not be ended ends with its container.
    await this.opened.closeAll().catch(() => undefined);
  }

  private toolbox(id: string): Toolbox {
    const { engine, instance, image, clock, resolve } = this.options;
    return new Toolbox({ engine, instance, image, clock, resolve, id });
  }

  private start(request: WorkspaceRequest): Promise<ContainerWorkspace> {
    return request.nodeFolders === undefined ? this.startToolbox(request) : this.startNode(request);
  }

  private async startToolbox(request: WorkspaceRequest): Promise<ContainerWorkspace> {
    const { id, hostname, connect, egress = [] } = request;
    const [apiServerNode] = connect.nodeContainers ?? [];
    if (apiServerNode === undefined) {
      throw new UserError(
        'WORKSPACE_NEEDS_CONTAINERS',
        `The workstation of ${id} cannot be a container: the nodes of its cluster are none.`,
      );
    }
    const { host } = connect.endpoint;
    const toolbox = this.toolbox(id);
    const wanted = { hostname, apiServerNode, apiServerHost: host, egress };
    const history = await toolbox.ensure(wanted);
    const workspace = this.workspace(request, toolbox.name, 'learner', {
      ...{ history, isRunning: () => toolbox.isRunning() },
      revive: async () => {
        const revived = await toolbox.revive(wanted);
        if (revived === 'anew') await this.putKubeconfig(workspace, request);
        return revived;
      },
    });
    // What a server that died left running there has no terminal any more.
    await workspace.endProcesses();
    await this.putKubeconfig(workspace, request);
    return workspace;
  }

  private async putKubeconfig({ files }: Workspace, { connect }: WorkspaceRequest): Promise<void> {
    if ((await files.read(kubeconfigPath, 1).catch(() => null)) !== undefined) return;
    await files.write(kubeconfigPath, await connect.kubeconfig(connect.endpoint));
  }

  private async startNode(request: WorkspaceRequest): Promise<ContainerWorkspace> {
    const [container = ''] = request.connect.nodeContainers ?? [];
    const { engine, instance } = this.options;
    const nodes = await engine.containers({ label: kindClusterLabel, name: container });
    const isOurs = nodes.some(({ name }) => name === container);
    if (isOurs && container.startsWith(namePrefix(instance))) {
      return this.workspace(request, container, 'root');
    }
    throw new UserError(
      'NODE_NOT_FOUND',
      `${request.hostname} is no node of a cluster of this server: there is no container "${container}".`,
    );
  }

  private workspace(
    { id, hostname }: WorkspaceRequest,
    container: string,
    who: 'learner' | 'root',
    life?: ContainerLife,
  ): ContainerWorkspace {
    const { engine, environment } = this.options;
    const account =
      who === 'learner'
        ? { user: learnerUser, home: learnerHome, env: learnerEnvironment(hostname), ownsAll: true }
        : { user: '0', home: rootHome, env: rootEnvironment(hostname), ownsAll: false };
    return new ContainerWorkspace({
      ...{ id, engine, container, environment, life },
      ...account,
    });
  }
}
