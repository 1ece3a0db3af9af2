import type { ContainerFiles } from './container-files.js';

/** How a program of the control plane is started: what its container gives it. */
export interface Invocation {
  /** What follows the program's name on the command line. */
  readonly args: readonly string[];
  readonly files: ContainerFiles;
  /** A line on the container's stderr. */
  readonly log: (line: string) => void;
  /** To be called when the program ends by itself. */
  readonly onExit: (exit: ProgramExit) => void;
}

/** A program that ended, or could not even start. */
export class ProgramExit extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

export interface RunningProgram {
  /** Looks at its files again; called when something has changed in their folders. */
  reload(): void;
  stop(): Promise<void>;
}

/** Starts a program; throws {@link ProgramExit} where it ends at once. */
export type Program = (invocation: Invocation) => Promise<RunningProgram>;
