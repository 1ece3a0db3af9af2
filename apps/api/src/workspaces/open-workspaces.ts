import { join } from 'node:path';
import { AppError, UserError } from '@drillyard/errors';
import type { WorkspaceProvider } from '@drillyard/terminal';
import type { ToolboxWorkspaceProvider } from '@drillyard/toolbox-workspace';
import {
  createWorkspaceProvider,
  type ExtraTool,
  explainIsolation,
  kubectlAsExtraTool,
  obtainKubectl,
} from '@drillyard/workspace';
import type { AppConfig } from '../config/app-config.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { isLoopback } from '../http/host-check.js';
import type { Logger } from '../log/logger.js';
import { WorkspacesByCluster } from './workspaces-by-cluster.js';

export interface Workspaces {
  readonly provider: WorkspaceProvider;
  /** What everybody who uses this server should know about its terminals. */
  readonly notices: readonly string[];
}

/**
 * The workspaces for what providers of clusters there are: in containers beside clusters that are
 * containers, else in sandboxes of this machine.
 */
export async function openWorkspaces(
  config: AppConfig,
  folder: DataFolder,
  logger: Logger,
  containers: ToolboxWorkspaceProvider | undefined,
): Promise<Workspaces> {
  if (containers === undefined) return openSandboxes(config, folder, logger);
  if (!config.clusters.includes('embedded')) return { provider: containers, notices: [] };
  const { provider, notices } = await openSandboxes(config, folder, logger);
  return { provider: new WorkspacesByCluster(provider, containers), notices };
}

/**
 * The workspaces on this machine, confined as well as it can. Without a sandbox a learner's shell is a
 * shell on this machine, so then nobody but this machine may reach the server.
 */
async function openSandboxes(
  config: AppConfig,
  folder: DataFolder,
  logger: Logger,
): Promise<Workspaces> {
  const { tools, notices } = await findTools(folder, logger);
  const { provider, report } = await createWorkspaceProvider({
    root: folder.workspaces,
    extraTools: tools,
  });
  const explanation = explainIsolation(report);
  if (report.isolation !== 'none') {
    logger.info({ isolation: report.isolation }, explanation);
    return { provider, notices };
  }
  logger.warn({ isolation: report.isolation }, explanation);
  if (isLoopback(config.host)) {
    return { provider, notices: [...notices, explanation.split('\n', 1)[0] ?? explanation] };
  }
  await provider.close();
  throw new UserError(
    'ISOLATION_REQUIRED',
    `The server would listen on ${config.host} without a sandbox for terminals, and give everybody who ` +
      'reaches it a shell on this machine. Install bubblewrap, or use HOST=127.0.0.1.',
  );
}

/** Without kubectl the server is of little use, but it can say so where the learner looks. */
async function findTools(
  folder: DataFolder,
  logger: Logger,
): Promise<{ tools: ExtraTool[]; notices: string[] }> {
  try {
    const kubectl = await obtainKubectl({
      folder: join(folder.home, 'tools'),
      onProgress: (step) => logger.info(step),
    });
    logger.info(kubectl, 'kubectl found');
    return { tools: kubectlAsExtraTool(kubectl), notices: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger.error({ code: error.code }, error.message);
    return { tools: [], notices: [error.message] };
  }
}
