import { UserError } from '@drillyard/errors';
import type { WorkspaceProvider } from '@drillyard/terminal';
import { createWorkspaceProvider, explainIsolation } from '@drillyard/workspace';
import type { AppConfig } from '../config/app-config.js';
import type { DataFolder } from '../data-folder/data-folder.js';
import { isLoopback } from '../http/host-check.js';
import type { Logger } from '../log/logger.js';

/**
 * The workspaces, confined as well as this machine can. Without a sandbox a learner's shell is a
 * shell on this machine, so then nobody but this machine may reach the server.
 */
export async function openWorkspaces(
  config: AppConfig,
  folder: DataFolder,
  logger: Logger,
): Promise<WorkspaceProvider> {
  const { provider, report } = await createWorkspaceProvider({ root: folder.workspaces });
  const { isolation } = report;
  logger[isolation === 'none' ? 'warn' : 'info']({ isolation }, explainIsolation(report));
  if (isolation === 'none' && !isLoopback(config.host)) {
    await provider.close();
    throw new UserError(
      'ISOLATION_REQUIRED',
      `The server would listen on ${config.host} without a sandbox for terminals, and give everybody who ` +
        'reaches it a shell on this machine. Install bubblewrap, or use HOST=127.0.0.1.',
    );
  }
  return provider;
}
