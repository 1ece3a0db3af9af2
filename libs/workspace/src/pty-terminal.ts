import type { Terminal, TerminalExit } from '@drillyard/terminal';
import { type IPty, spawn } from '@lydell/node-pty';
import { hangupGraceMs, pendingInputBytesMax } from './limits.js';
import { killSession } from './process-session.js';

export interface PtyTerminalOptions {
  readonly id: string;
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly cols: number;
  readonly rows: number;
}

/** A command line of the host on a pty. */
export class PtyTerminal implements Terminal {
  readonly id: string;
  private readonly pty: IPty;
  private readonly outputListeners: ((bytes: Uint8Array) => void)[] = [];
  private readonly exitListeners: ((exit: TerminalExit) => void)[] = [];
  private exit: TerminalExit | undefined;

  constructor({ id, command, env, cwd, cols, rows }: PtyTerminalOptions) {
    this.id = id;
    const [program = '', ...args] = command;
    this.pty = spawn(program, args, { env, cwd, cols, rows, encoding: null });
    // Without an encoding node-pty delivers Buffers; its types always say string.
    this.pty.onData((data) => this.emit(data as unknown as Uint8Array));
    this.pty.onExit(({ exitCode, signal }) => this.end(exitCode, signal));
  }

  write(bytes: Uint8Array): void {
    if (this.exit !== undefined || this.pendingInputBytes() > pendingInputBytesMax) return;
    this.pty.write(Buffer.from(bytes) as unknown as string);
  }

  resize(cols: number, rows: number): void {
    if (this.exit === undefined) this.pty.resize(cols, rows);
  }

  pause(): void {
    this.pty.pause();
  }

  resume(): void {
    this.pty.resume();
  }

  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.outputListeners.push(listener);
  }

  onExit(listener: (exit: TerminalExit) => void): void {
    if (this.exit === undefined) this.exitListeners.push(listener);
    else listener(this.exit);
  }

  /** Shows the learner a line that no program wrote. */
  announce(text: string): void {
    this.emit(Buffer.from(`\r\n\x1b[1;33m[drillyard] ${text}\x1b[0m\r\n`));
  }

  async close(): Promise<void> {
    if (this.exit !== undefined) return;
    const ended = new Promise<void>((resolve) => this.onExit(() => resolve()));
    this.resume();
    await killSession(this.pty.pid, hangupGraceMs);
    await ended;
  }

  /** The pty's stream knows how much it could not write yet; node-pty does not publish it. */
  private pendingInputBytes(): number {
    const { _socket } = this.pty as unknown as { _socket?: { writableLength?: number } };
    return _socket?.writableLength ?? 0;
  }

  private emit(bytes: Uint8Array): void {
    for (const listener of this.outputListeners) listener(bytes);
  }

  private end(exitCode: number, signal: number | undefined): void {
    this.exit = signal === undefined || signal === 0 ? { exitCode } : { exitCode, signal };
    for (const listener of this.exitListeners) listener(this.exit);
  }
}
