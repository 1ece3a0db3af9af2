import type { Clock, ComponentClient } from '@drillyard/cluster';
import type { NodeFolder } from '../node/node-folder.js';
import type { CriRuntime } from './crictl/cri-runtime.js';
import type { NodeUnits } from './systemd/node-units.js';

/** The machine a command is typed on. */
export interface CommandedNode {
  readonly name: string;
  readonly folder: NodeFolder;
  readonly clock: Clock;
  readonly units: NodeUnits;
  readonly runtime: CriRuntime;
  /** The API as its administrator, by /etc/kubernetes/admin.conf; undefined while no server runs. */
  readonly administrator: () => ComponentClient | undefined;
}

/** What a command is given besides its arguments. */
export interface CommandIo {
  /** Text with the ends of its lines; resolves when there is room for more. */
  out(text: string): Promise<void>;
  error(text: string): Promise<void>;
  /** Its errors go to a terminal, which may be shown colours. */
  readonly isTerminal: boolean;
  /** Whoever typed it has gone, or interrupted it. */
  readonly signal: AbortSignal;
}

/** A program of the node; answers with its exit code. */
export type NodeCommand = (
  args: readonly string[],
  io: CommandIo,
  node: CommandedNode,
) => Promise<number>;
