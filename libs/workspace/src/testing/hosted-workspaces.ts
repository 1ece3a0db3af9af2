import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withWorkspace, workspaceProviderContract } from '@drillyard/terminal/testing';
import { afterAll, describe, it } from 'vitest';
import { takeStock } from '../create-workspace-provider.js';
import { confinements, probe } from '../isolation-probe.js';
import type { Confinement, SandboxTools } from '../sandbox/confinement.js';
import { ControlGroups } from '../sandbox/control-group.js';
import { findSandboxTools } from '../sandbox/find-sandbox-tools.js';
import { HostedWorkspaceProvider } from '../workspace-provider.js';
import { sandboxWalls } from './sandbox-walls.js';

const found = findSandboxTools();
const server = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

/** Every way to make sandboxes of one isolation: those this host has are held to the contract. */
export async function confinedWorkspaces(isolation: Confinement['isolation']): Promise<void> {
  const tools = toolsOrSkip();
  if (tools === undefined) return;
  const probeRoot = await mkdtemp(join(tmpdir(), 'workspace-probes-'));
  afterAll(() => rm(probeRoot, { recursive: true, force: true }));
  for (const confinement of confinements.filter((one) => one.isolation === isolation)) {
    const attempt = await probe({ root: probeRoot, server, tools }, confinement);
    const how = confinement.userNamespace ? 'in a user namespace' : 'made by root';
    const name = `${isolation}, ${how}`;
    if (attempt.failure !== undefined) {
      it.skip(`${name}: ${attempt.failure}`, () => undefined);
      continue;
    }
    describe(name, () => {
      const make = () => under(tools, confinement);
      // What is not about walls is the same for both ways of one isolation.
      if (confinement.userNamespace) workspaceProviderContract(make);
      withWorkspace(make, sandboxWalls);
    });
  }
}

export function unconfinedWorkspaces(): void {
  const tools = toolsOrSkip();
  if (tools === undefined) return;
  describe('no isolation', () => workspaceProviderContract(() => under(tools, undefined)));
}

function toolsOrSkip(): SandboxTools | undefined {
  if (!('missing' in found)) return found;
  it.skip(`no workspace can be tested: ${found.missing.join(', ')} missing`, () => undefined);
  return undefined;
}

/** A provider of one kind over a folder of its own, whatever a server would choose here. */
async function under(tools: SandboxTools, confinement: Confinement | undefined) {
  const root = await mkdtemp(join(tmpdir(), 'workspaces-'));
  // As a server makes it: another user can pass through.
  await chmod(root, 0o711);
  const make = async () =>
    new HostedWorkspaceProvider({
      ...{ root, server, tools, confinement, learnerIsRoot: false, extraTools: [] },
      controlGroups: ControlGroups.detect(`drillyard-test-${process.pid}`),
      records: await takeStock(root),
    });
  return {
    provider: await make(),
    restart: make,
    cleanUp: () => rm(root, { recursive: true, force: true }),
  };
}
