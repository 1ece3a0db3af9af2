import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { OperationalError } from '@drillyard/errors';
import type { Isolation, WorkspaceProvider } from '@drillyard/terminal';
import { offerContextTools } from './context-tools/context-tools.js';
import { canSwitchUser, detectConfinement } from './detect-isolation.js';
import type { ServerUser } from './host-user.js';
import { probePrefix } from './isolation-probe.js';
import type { IsolationReport } from './isolation-report.js';
import { removeTree } from './remove-tree.js';
import { ControlGroups } from './sandbox/control-group.js';
import { findSandboxTools } from './sandbox/find-sandbox-tools.js';
import type { ExtraTool } from './sandbox/sandbox-layout.js';
import { readRecord, type WorkspaceRecord, workspaceFolder } from './workspace-folder.js';
import { HostedWorkspaceProvider } from './workspace-provider.js';

export interface WorkspaceProviderOptions {
  /** Folder for all workspaces; made if missing. One server at a time uses it. */
  readonly root: string;
  /** Only this isolation will do; otherwise the best that works on this host is chosen. */
  readonly isolation?: Isolation | undefined;
  /** Programs outside /usr that learners need, such as a kubectl that was downloaded. */
  readonly extraTools?: readonly ExtraTool[];
}

/**
 * Finds out how learners can be confined on this host, removes what an earlier server left, and
 * returns the provider with a report of what was found.
 *
 * @throws OperationalError ISOLATION_UNAVAILABLE where the isolation asked for does not work here,
 *   SANDBOX_TOOLS_MISSING where not even a shell could be started.
 */
export async function createWorkspaceProvider(
  options: WorkspaceProviderOptions,
): Promise<{ provider: WorkspaceProvider; report: IsolationReport }> {
  const root = resolve(options.root);
  await mkdir(root, { recursive: true, mode: 0o711 });
  const tools = requireTools();
  const server = currentUser();
  const controlGroups = ControlGroups.detect(`drillyard-${shortHash(root)}`);
  for (const id of controlGroups.list()) await controlGroups.remove(id);
  const records = await takeStock(root);
  const { isolation } = options;
  // No workspace is called so: its id would be no DNS label.
  const offered = await offerContextTools(join(root, '.tools'));
  const extraTools = [...(options.extraTools ?? []), ...offered];
  const detection =
    isolation === 'none'
      ? { confinement: undefined, attempts: [] }
      : await detectConfinement({ root, server, tools }, isolation);
  const { confinement, attempts } = detection;
  const report = {
    isolation: confinement?.isolation ?? 'none',
    attempts,
    controlGroups: controlGroups.available,
  } as const;
  if (isolation !== undefined && isolation !== report.isolation)
    throw unavailable(isolation, attempts);
  const switchable = confinement !== undefined || (await canSwitchUser({ root, server, tools }));
  const learnerIsRoot = server.uid === 0 && !switchable;
  const provider = new HostedWorkspaceProvider({
    ...{ root, server, tools, confinement, extraTools, controlGroups, records, learnerIsRoot },
  });
  return { provider, report: { ...report, learnerIsRoot } };
}

function requireTools() {
  const tools = findSandboxTools();
  if (!('missing' in tools)) return tools;
  throw new OperationalError(
    'SANDBOX_TOOLS_MISSING',
    `Terminals need ${tools.missing.join(', ')}; install bash, coreutils and util-linux.`,
  );
}

function currentUser(): ServerUser {
  return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

/** Reads the records of the workspaces and removes probes that were cut short. */
export async function takeStock(root: string): Promise<Map<string, WorkspaceRecord>> {
  const records = new Map<string, WorkspaceRecord>();
  for (const name of await readdir(root)) {
    if (name.startsWith(probePrefix)) await removeTree(join(root, name));
    const record = await readRecord(workspaceFolder(join(root, name)));
    if (record !== undefined) records.set(name, record);
  }
  return records;
}

function unavailable(
  isolation: Isolation,
  attempts: IsolationReport['attempts'],
): OperationalError {
  const reasons = attempts.map(({ failure }) => failure).join('; ');
  return new OperationalError(
    'ISOLATION_UNAVAILABLE',
    `Workspaces isolated by ${isolation} do not work on this host: ${reasons}`,
  );
}

/** Tells the servers of one host apart by their data. */
function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
