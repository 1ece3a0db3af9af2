import {
  ackEveryBytes,
  type ClientMessage,
  type ServerMessage,
} from '@drillyard/terminal-protocol';
import { WebSocket } from 'ws';

/** Waits for something a terminal shows; a shell on a busy machine answers well within it. */
const showLimitMs = 40_000;

/** A learner's terminal without a browser: speaks the protocol, keeps what was drawn. */
export class TerminalClient {
  /** Everything drawn, escape sequences and all. */
  screen = '';
  /** Number of the next byte of the terminal's life. */
  offset = 0;
  readonly messages: ServerMessage[] = [];
  #acknowledged = 0;
  #waiting: (() => void)[] = [];
  #decoder = new TextDecoder();

  private constructor(readonly socket: WebSocket) {
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.#draw(data);
      else this.#obey(JSON.parse(data.toString('utf8')) as ServerMessage);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    socket.on('close', () => {
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  static async attach(url: string, cookie: string, offset?: number): Promise<TerminalClient> {
    const address = new URL(url);
    const origin = `http://${address.host}`;
    if (offset !== undefined) address.searchParams.set('offset', String(offset));
    const socket = new WebSocket(address, { headers: { cookie, origin } });
    const client = new TerminalClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    await client.#until(() => client.messages.some((message) => message.type === 'live'), 'live');
    return client;
  }

  /** Types a line and presses Enter. */
  type(line: string): void {
    this.socket.send(Buffer.from(`${line}\r`));
  }

  send(message: ClientMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Types a command and resolves with what it printed, once it has ended. */
  async run(command: string): Promise<string> {
    const mark = `mark-${Math.random().toString(36).slice(2)}`;
    const from = this.screen.length;
    this.type(`${command}; echo ${mark.slice(0, 6)}""${mark.slice(6)}`);
    await this.#until(() => this.screen.slice(from).includes(mark), `the end of: ${command}`);
    const shown = this.screen.slice(from);
    return shown.slice(0, shown.indexOf(mark));
  }

  async shows(pattern: RegExp): Promise<void> {
    await this.#until(() => pattern.test(this.screen), String(pattern));
  }

  detach(): void {
    this.socket.terminate();
  }

  #draw(bytes: Buffer): void {
    this.screen += this.#decoder.decode(bytes, { stream: true });
    this.offset += bytes.length;
    if (this.offset - this.#acknowledged < ackEveryBytes) return;
    this.#acknowledged = this.offset;
    this.send({ type: 'ack', offset: this.offset });
  }

  #obey(message: ServerMessage): void {
    this.messages.push(message);
    if (message.type !== 'attached') return;
    this.offset = message.offset;
    this.#acknowledged = message.offset;
    if (message.reset) this.screen = '';
  }

  async #until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + showLimitMs;
    while (!holds()) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed before ${what}`);
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`the terminal never showed ${what}; it shows:\n${this.screen}`);
      await new Promise<void>((resolve) => {
        const limit = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(limit);
          resolve();
        });
      });
    }
  }
}
