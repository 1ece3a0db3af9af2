import type { Terminal, TerminalExit } from '@drillyard/terminal';
import { PtyTerminal, type PtyTerminalOptions } from '@drillyard/workspace';

export interface ContainerTerminalOptions extends PtyTerminalOptions {
  /** Ends what runs inside the container: it outlives the engine's client. */
  readonly endInside: () => Promise<void>;
  /** What to tell the learner where the terminal did not end by itself. */
  readonly explainEnd: () => Promise<string | undefined>;
}

/** A command line of a container: the pty here belongs to the engine's client, which has another inside. */
export class ContainerTerminal implements Terminal {
  readonly id: string;
  private readonly client: PtyTerminal;
  private readonly endInside: () => Promise<void>;
  private readonly ended: Promise<TerminalExit>;

  constructor({ endInside, explainEnd, ...options }: ContainerTerminalOptions) {
    this.id = options.id;
    this.client = new PtyTerminal(options);
    this.endInside = endInside;
    this.ended = this.end(explainEnd);
  }

  /** A shell that ends by itself says nothing; one whose container ends is killed. */
  private async end(explain: () => Promise<string | undefined>): Promise<TerminalExit> {
    const exit = await new Promise<TerminalExit>((resolve) => this.client.onExit(resolve));
    const text = exit.exitCode === 0 ? undefined : await explain();
    if (text !== undefined) this.client.announce(text);
    return exit;
  }

  write(bytes: Uint8Array): void {
    this.client.write(bytes);
  }

  resize(cols: number, rows: number): void {
    this.client.resize(cols, rows);
  }

  pause(): void {
    this.client.pause();
  }

  resume(): void {
    this.client.resume();
  }

  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.client.onOutput(listener);
  }

  onExit(listener: (exit: TerminalExit) => void): void {
    void this.ended.then(listener);
  }

  async close(): Promise<void> {
    this.client.resume();
    try {
      await this.endInside();
    } finally {
      await this.client.close();
    }
  }
}
