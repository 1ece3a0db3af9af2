import {
  CommandLineError,
  type ComponentFiles,
  FileError,
  StartError,
} from '@drillyard/kube-apiserver';
import type { Companion } from '../apiserver-slot.js';
import { klogLine } from './klog.js';
import { type Program, ProgramExit } from './program.js';

export interface CompanionProgramOptions {
  readonly name: string;
  readonly slot: { setCompanion(name: string, start: Companion | undefined): void };
  /** Reads flags and files; throws with upstream's words. */
  readonly load: (args: readonly string[], files: ComponentFiles) => Promise<Companion>;
  readonly now: () => Date;
}

/** A component that works beside the API server: as long as its pod runs, with its flags. */
export function companionProgram({ name, slot, load, now }: CompanionProgramOptions): Program {
  return async ({ args, files, log }) => {
    const companion = await load(args, files).catch((error: unknown) => {
      if (!isMistake(error)) throw error;
      const { message } = error;
      const text = `"command failed" err=${JSON.stringify(message)}`;
      const isUsage = error instanceof CommandLineError;
      log(isUsage ? `Error: ${message}` : klogLine('E', 'run.go:72', text, now()));
      throw new ProgramExit(message);
    });
    slot.setCompanion(name, companion);
    return {
      reload: () => undefined,
      stop: async () => slot.setCompanion(name, undefined),
    };
  };
}

function isMistake(error: unknown): error is Error {
  return (
    error instanceof CommandLineError || error instanceof StartError || error instanceof FileError
  );
}
