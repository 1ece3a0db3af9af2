import type { Terminal, TerminalExit } from '../terminal.js';

/** A terminal without a program: the test is the program. */
export class FakeTerminal implements Terminal {
  readonly written: string[] = [];
  readonly sizes: string[] = [];
  paused = false;
  private readonly outputListeners: ((bytes: Uint8Array) => void)[] = [];
  private readonly exitListeners: ((exit: TerminalExit) => void)[] = [];
  private exit: TerminalExit | undefined;

  constructor(readonly id = 'terminal') {}

  /** What the program prints. */
  print(output: string | Uint8Array): void {
    const bytes = typeof output === 'string' ? new TextEncoder().encode(output) : output;
    for (const listener of this.outputListeners) listener(bytes);
  }

  /** The program ends. */
  end(exit: TerminalExit = { exitCode: 0 }): void {
    if (this.exit !== undefined) return;
    this.exit = exit;
    for (const listener of this.exitListeners) listener(exit);
  }

  write(bytes: Uint8Array): void {
    this.written.push(new TextDecoder().decode(bytes));
  }

  resize(cols: number, rows: number): void {
    this.sizes.push(`${cols}x${rows}`);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.outputListeners.push(listener);
  }

  onExit(listener: (exit: TerminalExit) => void): void {
    if (this.exit === undefined) this.exitListeners.push(listener);
    else listener(this.exit);
  }

  async close(): Promise<void> {
    this.end({ exitCode: 129, signal: 1 });
  }
}
