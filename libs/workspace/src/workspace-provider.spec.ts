import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withWorkspace, workspaceProviderContract } from '@drillyard/terminal/testing';
import { afterAll, describe, it } from 'vitest';
import { confinements, probe } from './isolation-probe.js';
import type { Confinement, SandboxTools } from './sandbox/confinement.js';
import { ControlGroups } from './sandbox/control-group.js';
import { findSandboxTools } from './sandbox/find-sandbox-tools.js';
import { sandboxWalls } from './testing/sandbox-walls.js';
import { HostedWorkspaceProvider } from './workspace-provider.js';

const found = findSandboxTools();
const server = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const probeRoot = await mkdtemp(join(tmpdir(), 'workspace-probes-'));
afterAll(() => rm(probeRoot, { recursive: true, force: true }));

/** A provider of one kind over a folder of its own, whatever a server would choose here. */
async function under(tools: SandboxTools, confinement: Confinement | undefined) {
  const root = await mkdtemp(join(tmpdir(), 'workspaces-'));
  // As a server makes it: another user can pass through.
  await chmod(root, 0o711);
  const make = () =>
    new HostedWorkspaceProvider({
      ...{ root, server, tools, confinement, learnerIsRoot: false, extraTools: [] },
      controlGroups: ControlGroups.detect(`drillyard-test-${process.pid}`),
      records: new Map(),
    });
  return {
    provider: make(),
    restart: async () => make(),
    cleanUp: () => rm(root, { recursive: true, force: true }),
  };
}

if ('missing' in found) {
  it.skip(`no workspace can be tested: ${found.missing.join(', ')} missing`, () => undefined);
} else {
  for (const confinement of confinements) {
    const attempt = await probe({ root: probeRoot, server, tools: found }, confinement);
    const how = confinement.userNamespace ? 'in a user namespace' : 'made by root';
    const name = `${confinement.isolation}, ${how}`;
    if (attempt.failure === undefined) {
      describe(name, () => {
        const make = () => under(found, confinement);
        // What is not about walls is the same for both ways of one isolation.
        if (confinement.userNamespace) workspaceProviderContract(make);
        withWorkspace(make, sandboxWalls);
      });
    } else {
      it.skip(`${name}: ${attempt.failure}`, () => undefined);
    }
  }
  describe('no isolation', () => workspaceProviderContract(() => under(found, undefined)));
}
