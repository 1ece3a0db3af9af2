import {
  ackEveryBytes,
  type ClientMessage,
  inputBytesMax,
  type ServerMessage,
} from '@drillyard/terminal-protocol';
import { OutputCursor } from './output-cursor';
import { reconnectDelayMs } from './reconnect-delay';
import { parseServerMessage } from './server-message';
import { splitInput } from './split-input';
import { stateOfCloseCode, type TerminalState } from './terminal-state';

/** What draws the output. Calls are carried out in the order they are made. */
export interface TerminalScreen {
  /** Clears everything, scrollback included, and takes the size that the replay was made for. */
  clear(cols: number, rows: number): void;
  write(bytes: Uint8Array, drawn: () => void): void;
  /** Takes the size the page gives it, in cells. */
  fit(): { cols: number; rows: number };
}

/** The part of a WebSocket that is used. */
export interface TerminalSocket {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(data: string | Uint8Array): void;
  close(): void;
}

export interface TerminalConnectionOptions {
  readonly screen: TerminalScreen;
  /** Opens a socket that delivers binary frames as ArrayBuffer; `offset` is where to go on. */
  readonly openSocket: (offset: number | undefined) => TerminalSocket;
  readonly onState: (state: TerminalState) => void;
  readonly onNotice: (message: string) => void;
  /** Runs `task` after a while; returns how to call it off. */
  readonly schedule: (task: () => void, delayMs: number) => () => void;
  readonly random: () => number;
}

/**
 * One attached terminal: keeps a socket open, puts its output on the screen once and in order,
 * acknowledges what was drawn, and comes back after a loss where it was.
 */
export class TerminalConnection {
  readonly #cursor = new OutputCursor(ackEveryBytes);
  #socket: TerminalSocket | undefined;
  #state: TerminalState = { kind: 'connecting' };
  #attempt = 0;
  #liveFrom: number | undefined;
  #cancelRetry: (() => void) | undefined;

  constructor(private readonly options: TerminalConnectionOptions) {}

  get state(): TerminalState {
    return this.#state;
  }

  /** Connects now: at the start, to take a terminal back, or to cut a wait short. */
  connect(): void {
    this.#drop();
    this.#become({ kind: 'connecting' });
    const socket = this.options.openSocket(this.#cursor.received);
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      if (typeof data === 'string') this.#onMessage(parseServerMessage(data));
      else if (data instanceof ArrayBuffer) this.#onOutput(new Uint8Array(data));
    };
    socket.onclose = ({ code }) => this.#onClose(code);
  }

  /** Tries at once where a wait is on: the network is back, or the learner asked. */
  retryNow(): void {
    if (this.#state.kind === 'waiting') this.connect();
  }

  /**
   * Sends keystrokes. Before the terminal is live they are dropped: answers that the screen gives
   * to queries in old output must not be typed into the shell a second time.
   */
  type(bytes: Uint8Array): void {
    if (this.#state.kind !== 'live') return;
    for (const part of splitInput(bytes, inputBytesMax)) this.#socket?.send(part);
  }

  resize(cols: number, rows: number): void {
    if (this.#state.kind === 'live') this.#send({ type: 'resize', cols, rows });
  }

  close(): void {
    this.#drop();
  }

  #onMessage(message: ServerMessage | undefined): void {
    switch (message?.type) {
      case 'attached':
        this.#liveFrom = undefined;
        if (this.#cursor.attach(message.offset, message.reset) === 'clear') {
          this.options.screen.clear(message.cols, message.rows);
        }
        this.#become({ kind: 'replaying' });
        break;
      case 'live':
        this.#attempt = 0;
        this.#liveFrom = message.offset;
        this.#goLive();
        break;
      case 'exit':
        this.#drop();
        this.#become({ kind: 'exited', exitCode: message.exitCode });
        break;
      case 'notice':
        this.options.onNotice(message.message);
        break;
    }
  }

  #onOutput(frame: Uint8Array): void {
    const { fresh, mark } = this.#cursor.receive(frame);
    if (fresh.length === 0) return;
    this.options.screen.write(fresh, () => {
      const offset = this.#cursor.drew(mark);
      if (offset !== undefined) this.#send({ type: 'ack', offset });
      this.#goLive();
    });
  }

  /** Live once the replay is not only received but drawn. */
  #goLive(): void {
    if (this.#state.kind !== 'replaying' || this.#liveFrom === undefined) return;
    if (!this.#cursor.hasDrawn(this.#liveFrom)) return;
    this.#become({ kind: 'live' });
    this.#send({ type: 'resize', ...this.options.screen.fit() });
  }

  #onClose(code: number): void {
    this.#drop();
    const final = stateOfCloseCode(code);
    if (final) {
      this.#become(final);
      return;
    }
    const delayMs = reconnectDelayMs(this.#attempt, this.options.random());
    this.#attempt += 1;
    this.#become({ kind: 'waiting', delayMs });
    this.#cancelRetry = this.options.schedule(() => this.connect(), delayMs);
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #drop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #become(state: TerminalState): void {
    this.#state = state;
    this.options.onState(state);
  }
}
