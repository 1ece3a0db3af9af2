import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@drillyard/errors';
import {
  type Isolation,
  OpenWorkspaces,
  type Workspace,
  type WorkspaceProvider,
  type WorkspaceRequest,
} from '@drillyard/terminal';
import { type Enclosure, openEnclosure, startSandboxEnclosure } from './enclosure.js';
import { HomeFiles } from './files/home-files.js';
import { freeSlot, hostUser, type ServerUser } from './host-user.js';
import { HostedWorkspace, type HostedWorkspaceOptions } from './hosted-workspace.js';
import { placeKubeconfig } from './kubeconfig-file.js';
import { prepareWorkspace } from './prepare-workspace.js';
import { removeTree } from './remove-tree.js';
import type { Confinement, HostUser, SandboxTools } from './sandbox/confinement.js';
import type { ControlGroups } from './sandbox/control-group.js';
import type { ExtraTool } from './sandbox/sandbox-layout.js';
import { shellPlace } from './shell-place.js';
import { rootAccount } from './shell-profile.js';
import {
  readRecord,
  type WorkspaceFolder,
  type WorkspaceRecord,
  workspaceFolder,
  writeRecord,
} from './workspace-folder.js';
import { isWorkspaceId, requireWorkspaceNames } from './workspace-names.js';

export interface HostedWorkspaceProviderOptions {
  /** Folder of all workspaces; it exists. */
  readonly root: string;
  readonly server: ServerUser;
  readonly tools: SandboxTools;
  /** Undefined: no sandbox. */
  readonly confinement: Confinement | undefined;
  /** Without a sandbox: whether even the user cannot be changed. */
  readonly learnerIsRoot: boolean;
  readonly extraTools: readonly ExtraTool[];
  readonly controlGroups: ControlGroups;
  /** Workspaces that exist when the provider is made, by id. */
  readonly records: ReadonlyMap<string, WorkspaceRecord>;
  readonly quota?: HostedWorkspaceOptions['quota'];
}

/** Workspaces on this host, one folder each. */
export class HostedWorkspaceProvider implements WorkspaceProvider {
  readonly isolation: Isolation;
  private readonly opened = new OpenWorkspaces<HostedWorkspace>();
  private readonly slots = new Map<string, number>();

  constructor(private readonly options: HostedWorkspaceProviderOptions) {
    this.isolation = options.confinement?.isolation ?? 'none';
    for (const [id, { slot }] of options.records) this.slots.set(id, slot);
  }

  async open(request: WorkspaceRequest): Promise<Workspace> {
    requireWorkspaceNames(request);
    return this.opened.open(request.id, () => this.start(request));
  }

  async delete(id: string): Promise<void> {
    if (!isWorkspaceId(id)) return;
    await this.opened.close(id);
    await this.options.controlGroups.remove(id);
    await removeTree(this.folder(id).path);
    this.slots.delete(id);
  }

  async list(): Promise<string[]> {
    const entries = await readdir(this.options.root, { withFileTypes: true });
    return entries.flatMap((entry) =>
      entry.isDirectory() && isWorkspaceId(entry.name) ? entry.name : [],
    );
  }

  async close(): Promise<void> {
    await this.opened.closeAll();
    await this.options.controlGroups.close();
  }

  private folder(id: string): WorkspaceFolder {
    return workspaceFolder(join(this.options.root, id));
  }

  private async start(request: WorkspaceRequest): Promise<HostedWorkspace> {
    const { id, hostname, nodeFolders } = request;
    const { confinement, controlGroups } = this.options;
    requireSandbox(request, confinement);
    const slot = this.slots.get(id) ?? freeSlot(new Set(this.slots.values()));
    this.slots.set(id, slot);
    const folder = this.folder(id);
    const { server, learnerIsRoot } = this.options;
    const user = learnerIsRoot ? { ...server, mustSwitch: false } : hostUser(server, slot);
    const files = new HomeFiles({ root: folder.home, owner: user });
    const workspace = new HostedWorkspace({
      ...(this.options.quota === undefined ? {} : { quota: this.options.quota }),
      ...{ id, files, isolation: this.isolation, home: folder.home },
      ...shellPlace(confinement, folder, hostname, nodeFolders && rootAccount),
      furtherFolders: (nodeFolders ?? []).map(({ source }) => source),
      enclose: () => this.enclose(request, folder, user, slot, files),
      onClosed: () => controlGroups.remove(id),
    });
    await workspace.start();
    return workspace;
  }

  /** Makes the enclosure, joins it with the cluster and puts the kubeconfig into the home. */
  private async enclose(
    { id, hostname, connect, nodeFolders, nodeCommands }: WorkspaceRequest,
    folder: WorkspaceFolder,
    user: HostUser,
    slot: number,
    files: HomeFiles,
  ): Promise<Enclosure> {
    const { confinement, tools, extraTools, controlGroups } = this.options;
    const plan = await prepareWorkspace({
      ...{ folder, confinement, tools, user, hostname, extraTools },
      endpointHost: connect.endpoint.host,
      cgroupProcsFiles: controlGroups.create(id),
      nodeFolders,
      programs: nodeCommands?.programs,
    });
    const before = await readRecord(folder);
    await writeRecord(folder, { ...before, slot });
    const enclosure =
      plan === undefined ? openEnclosure(tools, user) : await startSandboxEnclosure(plan);
    try {
      const offered =
        nodeCommands &&
        enclosure.offer(nodeCommands.port, (listener) => nodeCommands.serve(listener));
      const [at] = await Promise.all([enclosure.connect(connect), offered]);
      const kubeconfig = await placeKubeconfig(files, connect, at, before?.kubeconfig);
      await writeRecord(folder, { slot, ...(kubeconfig === undefined ? {} : { kubeconfig }) });
      return enclosure;
    } catch (error) {
      await enclosure.close();
      throw error;
    }
  }
}

/** Without walls the shell would show this machine's own folders in the place of the node's. */
function requireSandbox(
  { hostname, nodeFolders }: WorkspaceRequest,
  confinement: Confinement | undefined,
): void {
  if (nodeFolders === undefined || confinement !== undefined) return;
  throw new UserError(
    'NODE_SHELL_NEEDS_SANDBOX',
    `A shell on ${hostname} needs a sandbox, which this server cannot make: install bubblewrap.`,
  );
}
