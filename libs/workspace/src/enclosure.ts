import type { Server } from 'node:net';
import type { WorkspaceConnector } from '@drillyard/terminal';
import type { HostUser, SandboxTools } from './sandbox/confinement.js';
import { becomeUser } from './sandbox/holder.js';
import { Sandbox } from './sandbox/sandbox.js';
import { limitCommand, type SandboxPlan } from './sandbox/sandbox-command.js';

/** What a workspace's processes run in: a sandbox, or nothing at all. */
export interface Enclosure {
  /** Turns a command line as the learner would run it into one of the host. */
  enter(command: readonly string[]): string[];
  /** Offers the API server inside and says where it is reached. */
  connect(connector: WorkspaceConnector): Promise<{ readonly host: string; readonly port: number }>;
  /** Lets somebody answer on a port of its own network; nobody does where it has none. */
  offer(port: number, serve: (listener: Server) => void): Promise<void>;
  /** Resolves when every process of the enclosure is gone. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export async function startSandboxEnclosure(plan: SandboxPlan): Promise<Enclosure> {
  const sandbox = await Sandbox.start(plan);
  return {
    enter: (command) => sandbox.enter(command),
    ended: sandbox.ended,
    close: () => sandbox.kill(),
    async connect(connector) {
      const { host, port } = connector.endpoint;
      const listen = () => sandbox.listen('127.0.0.1', port);
      connector.serve(await listen(), listen);
      return { host, port };
    },
    offer: async (port, serve) => serve(await sandbox.listen('127.0.0.1', port)),
  };
}

/**
 * No walls: the processes run on the host, as the workspace's own user where the server may
 * become one. Only the limits of a single process hold.
 */
export function openEnclosure(tools: SandboxTools, user: HostUser): Enclosure {
  const { promise, resolve } = deferred();
  const become = user.mustSwitch ? [tools.setpriv, ...becomeUser(user)] : [];
  return {
    enter: (command) => [...become, ...limitCommand(tools), ...command],
    ended: promise,
    close: async () => resolve(),
    connect: async (connector) => connector.hostEndpoint,
    offer: async () => undefined,
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
