import type { CommandedNode, CommandIo } from '../node-command.js';

/** A subcommand, with its operands and flags; throws KubeadmError and FlagError. */
export type KubeadmCommand = (
  args: readonly string[],
  io: CommandIo,
  node: CommandedNode,
) => Promise<void>;
