import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedClusterProvider } from '@drillyard/cluster-embedded';
import type { LabProviders } from '@drillyard/lab-runner';
import { createWorkspaceProvider, explainIsolation } from '@drillyard/workspace';

export const providerNames = ['embedded'] as const;

export interface OpenProviders extends LabProviders {
  /** Removes everything that was made. */
  close(): Promise<void>;
}

/** Providers for a test run, in a temporary folder of its own. */
export async function openProviders(name: (typeof providerNames)[number]): Promise<OpenProviders> {
  const root = await mkdtemp(join(tmpdir(), 'drillyard-lab-test-'));
  try {
    const { provider: workspaces, report } = await createWorkspaceProvider({
      root: join(root, 'workspaces'),
    });
    if (report.isolation === 'none') process.stderr.write(`${explainIsolation(report)}\n`);
    const clusters = clusterProviders[name](join(root, 'clusters'));
    return {
      clusters,
      workspaces,
      close: async () => {
        await workspaces.close();
        await clusters.close();
        await rm(root, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

const clusterProviders = {
  embedded: (root: string) => new EmbeddedClusterProvider({ root }),
};
