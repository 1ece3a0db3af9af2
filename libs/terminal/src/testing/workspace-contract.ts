import { afterAll, beforeAll, describe } from 'vitest';
import type { WorkspaceConnector, WorkspaceProvider } from '../workspace.js';
import { GreetingCluster } from './greeting-cluster.js';
import { terminalContract } from './terminal-contract.js';
import { workspaceFilesContract } from './workspace-files-contract.js';
import { workspaceLifeContract } from './workspace-life-contract.js';
import { workspaceLinksContract } from './workspace-links-contract.js';
import { workspaceScriptContract } from './workspace-script-contract.js';
import { workspaceShellContract } from './workspace-shell-contract.js';
import type { WorkspaceSubject } from './workspace-subject.js';

export interface WorkspaceProviderUnderTest {
  readonly provider: WorkspaceProvider;
  /** The cluster of its workspaces, a {@link GreetingCluster} of this process if not given. */
  readonly connect?: WorkspaceConnector;
  /** A provider over the same disk, as a new process would make it after this one died. */
  readonly restart: () => Promise<WorkspaceProvider>;
  readonly cleanUp: () => Promise<void>;
}

/** What every {@link WorkspaceProvider} promises, confined or not. */
export function workspaceProviderContract(make: () => Promise<WorkspaceProviderUnderTest>): void {
  withWorkspace(make, (subject) => {
    terminalContract(() => ({
      open: () => subject.workspace.openTerminal({ id: 'terminal', cols: 80, rows: 24 }),
    }));
    workspaceShellContract(subject);
    workspaceScriptContract(subject);
    workspaceFilesContract(subject);
    workspaceLinksContract(subject);
    workspaceLifeContract(subject);
  });
}

/** Runs tests with a provider and one open workspace, and cleans up after them. */
export function withWorkspace(
  make: () => Promise<WorkspaceProviderUnderTest>,
  tests: (subject: WorkspaceSubject) => void,
): void {
  describe('workspace', () => {
    let under: WorkspaceProviderUnderTest | undefined;
    let connect: WorkspaceConnector = new GreetingCluster();
    // Filled in before the first test runs.
    const subject = {
      open: (id) => subject.provider.open({ id, hostname: 'workstation', connect }),
      async restart() {
        await subject.provider.close();
        if (under !== undefined) subject.provider = await under.restart();
      },
    } as WorkspaceSubject;

    beforeAll(async () => {
      under = await make();
      subject.provider = under.provider;
      connect = under.connect ?? connect;
      subject.workspace = await subject.open('one');
    });
    afterAll(async () => {
      await subject.provider?.close();
      await under?.cleanUp();
    });
    tests(subject);
  });
}
