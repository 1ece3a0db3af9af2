import type { ClientMessage, ServerMessage } from '@drillyard/terminal-protocol';
import { WebSocket } from 'ws';

const waitLimitMs = 40_000;

/** The browser's end of a terminal. */
export class TestSocket {
  screen = '';
  offset = 0;
  readonly messages: ServerMessage[] = [];
  /** Once closed. */
  closed: { code: number; reason: string } | undefined;
  readonly #socket: WebSocket;
  #changed = () => {};

  constructor(url: string, headers: Record<string, string>) {
    this.#socket = new WebSocket(url, { headers });
    this.#socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        this.screen += data.toString();
        this.offset += data.length;
      } else {
        const message: ServerMessage = JSON.parse(data.toString());
        if (message.type === 'attached') this.offset = message.offset;
        this.messages.push(message);
      }
      this.#changed();
    });
    this.#socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#changed();
    });
    this.#socket.on('error', () => undefined);
  }

  type(text: string): void {
    this.#socket.send(Buffer.from(text));
  }

  send(message: ClientMessage | string): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  drop(): void {
    this.#socket.terminate();
  }

  async live(): Promise<this> {
    await this.#until('live', () => this.messages.some(({ type }) => type === 'live'));
    return this;
  }

  /** Runs a command line; what it printed. */
  async run(command: string): Promise<string> {
    const from = this.screen.length;
    const mark = `done-${Math.random().toString(36).slice(2)}`;
    this.type(`${command}; echo "${mark.slice(0, 5)}"${mark.slice(5)}\r`);
    await this.#until(command, () => this.screen.slice(from).includes(mark));
    return this.screen.slice(from);
  }

  async shows(text: string): Promise<void> {
    await this.#until(text, () => this.screen.includes(text));
  }

  async closing(): Promise<{ code: number; reason: string }> {
    await this.#until('closed', () => this.closed !== undefined, true);
    return this.closed ?? { code: 0, reason: '' };
  }

  #until(what: string, holds: () => boolean, orClosed = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why} before ${what}:\n${this.screen}`));
      const limit = setTimeout(() => fail('time ran out'), waitLimitMs);
      this.#changed = () => {
        if (!holds() && (orClosed || this.closed === undefined)) return;
        clearTimeout(limit);
        this.#changed = () => {};
        if (holds()) resolve();
        else fail(`closed (${this.closed?.code} ${this.closed?.reason})`);
      };
      this.#changed();
    });
  }
}
