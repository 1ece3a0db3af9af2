import type { Terminal, TerminalExit } from '@drillyard/terminal';
import { PtyTerminal, type PtyTerminalOptions } from '@drillyard/workspace';

export interface ContainerTerminalOptions extends PtyTerminalOptions {
  /** Ends what runs inside the container: it outlives the engine's client. */
  readonly endInside: () => Promise<void>;
}

/** A command line of a container: the pty here belongs to the engine's client, which has another inside. */
export class ContainerTerminal implements Terminal {
  readonly id: string;
  private readonly client: PtyTerminal;
  private readonly endInside: () => Promise<void>;

  constructor({ endInside, ...options }: ContainerTerminalOptions) {
    this.id = options.id;
    this.client = new PtyTerminal(options);
    this.endInside = endInside;
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
    this.client.onExit(listener);
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
