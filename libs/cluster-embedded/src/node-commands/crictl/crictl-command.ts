import type { CommandedNode, CommandIo } from '../node-command.js';

/** A subcommand; throws CriError and FlagError. */
export type CrictlCommand = (
  args: readonly string[],
  io: CommandIo,
  node: CommandedNode,
) => Promise<void>;
