import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '@drillyard/cluster';
import { EmbeddedClusterProvider } from '@drillyard/cluster-embedded';
import {
  ExecaCommandRunner,
  findContainerHost,
  instanceName,
  startKindProvider,
} from '@drillyard/cluster-kind';
import type { LabProviders } from '@drillyard/lab-runner';
import { ToolboxWorkspaceProvider } from '@drillyard/toolbox-workspace';
import { createWorkspaceProvider, explainIsolation } from '@drillyard/workspace';
import { readContainerConfig } from './config/container-config.js';

export const providerNames = ['embedded', 'kind'] as const;
export type ProviderName = (typeof providerNames)[number];

export interface OpenProviders extends LabProviders {
  /** Removes everything that was made. */
  close(): Promise<void>;
}

/** Providers for a test run, in a temporary folder of its own. */
export async function openProviders(
  name: ProviderName,
  warn: (warning: string) => void,
): Promise<OpenProviders> {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-lab-test-'));
  try {
    const { clusters, workspaces } = await open[name](root, warn);
    return {
      clusters,
      workspaces,
      close: async () => {
        for (const id of await workspaces.list()) await workspaces.delete(id);
        await workspaces.close();
        for (const id of await clusters.list()) await clusters.delete(id);
        await clusters.close();
        await rm(root, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

type Open = (root: string, warn: (warning: string) => void) => Promise<LabProviders>;
const open: Record<ProviderName, Open> = {
  embedded: openEmbedded,
  kind: openKind,
};

async function openEmbedded(...[root, warn]: Parameters<Open>): Promise<LabProviders> {
  const { provider: workspaces, report } = await createWorkspaceProvider({
    root: join(root, 'workspaces'),
  });
  if (report.isolation === 'none') warn(explainIsolation(report));
  return { clusters: new EmbeddedClusterProvider({ root: join(root, 'clusters') }), workspaces };
}

async function openKind(...[root, warn]: Parameters<Open>): Promise<LabProviders> {
  const { engine, kind, toolboxImage, settings, environment } = readContainerConfig();
  const host = await findContainerHost({
    ...{ runner: new ExecaCommandRunner(environment), engine, kind },
    readSysctl: (path) => readFile(path, 'utf8').catch(() => undefined),
  });
  for (const warning of host.warnings) warn(warning);
  const instance = instanceName(randomUUID());
  const clusters = await startKindProvider({
    ...{ host, instance, root: join(root, 'clusters'), settings, nodeShells: true },
    // There is no pool.
    onPoolFailure: () => {},
  });
  const clock = new SystemClock();
  const workspaces = new ToolboxWorkspaceProvider({
    ...{ engine: host.engine, instance, image: toolboxImage, environment, clock },
  });
  return { clusters, workspaces };
}
