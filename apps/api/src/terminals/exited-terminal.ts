import type { Terminal, TerminalExit } from '@drillyard/terminal';

/** A terminal whose shell ended before this server started: there is its recording, and its end. */
export class ExitedTerminal implements Terminal {
  constructor(
    readonly id: string,
    private readonly exit: TerminalExit,
  ) {}

  onExit(listener: (exit: TerminalExit) => void): void {
    listener(this.exit);
  }
  onOutput(): void {}
  write(): void {}
  resize(): void {}
  pause(): void {}
  resume(): void {}
  async close(): Promise<void> {}
}
