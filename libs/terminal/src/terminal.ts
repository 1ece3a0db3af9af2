/** A running command line on a pty. One implementation per way of isolating it. */
export interface Terminal {
  readonly id: string;
  write(bytes: Uint8Array): void;
  resize(cols: number, rows: number): void;
  /** Stops and resumes reading from the pty; the program inside blocks on a full pipe, as on a slow line. */
  pause(): void;
  resume(): void;
  onOutput(listener: (bytes: Uint8Array) => void): void;
  /** Called once, after the last output; at once where the program has ended already. */
  onExit(listener: (exit: TerminalExit) => void): void;
  /** Hangs up; after a grace period kills everything the terminal started. Resolves once it has ended. */
  close(): Promise<void>;
}
export interface TerminalExit {
  readonly exitCode: number;
  readonly signal?: number;
}
