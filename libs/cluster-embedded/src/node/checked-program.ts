import {
  CommandLineError,
  checkComponentFlags,
  FileError,
  StartError,
} from '@drillyard/kube-apiserver';
import { klogLine } from './klog.js';
import { type Program, ProgramExit } from './program.js';

/**
 * A component whose work is done elsewhere in this process: it starts where its flags can be read
 * and the files they name are there, and ends with upstream's words where not.
 */
export function checkedProgram(name: string, now: () => Date): Program {
  return async ({ args, files, log }) => {
    try {
      checkComponentFlags(name, args, files);
    } catch (error) {
      const isMistake =
        error instanceof CommandLineError ||
        error instanceof StartError ||
        error instanceof FileError;
      if (!isMistake) throw error;
      const { message } = error;
      if (error instanceof CommandLineError) log(`Error: ${message}`);
      else
        log(klogLine('E', 'run.go:72', `"command failed" err=${JSON.stringify(message)}`, now()));
      throw new ProgramExit(message);
    }
    return { reload: () => undefined, stop: async () => undefined };
  };
}
