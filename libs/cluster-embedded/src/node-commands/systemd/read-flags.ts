import { FlagError, type FlagSpec, type ParsedFlags, parseFlags } from '../flags.js';
import type { CommandIo } from '../node-command.js';

/** Reads flags as getopt_long(3) does; undefined where it cannot, and has said so. */
export async function readFlags(
  command: string,
  args: readonly string[],
  specs: readonly FlagSpec[],
  io: CommandIo,
): Promise<ParsedFlags | undefined> {
  try {
    return parseFlags(args, specs);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    await io.error(`${command}: ${complaint(error)}\n`);
    return undefined;
  }
}

function complaint({ flag, lacksValue }: FlagError): string {
  const isLong = flag.startsWith('--');
  if (lacksValue) {
    return isLong
      ? `option '${flag}' requires an argument`
      : `option requires an argument -- '${flag.slice(1)}'`;
  }
  return isLong ? `unrecognized option '${flag}'` : `invalid option -- '${flag.slice(1)}'`;
}
