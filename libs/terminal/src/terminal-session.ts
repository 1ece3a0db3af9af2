import {
  type ClientMessage,
  inputBytesMax,
  type ServerMessage,
  terminalCloseCodes,
} from '@drillyard/terminal-protocol';
import { FlowControl } from './flow-control.js';
import { OutputBatcher } from './output-batcher.js';
import type { Terminal, TerminalExit } from './terminal.js';
import type { TerminalRecorder } from './terminal-recorder.js';

/** Notices kept for a learner who is away; more would not be read. */
const noticesMax = 8;

/** Bytes are output, messages are control. */
export type ServerFrame = Uint8Array | ServerMessage;

/** The other end of an attachment: a websocket, or a test. */
export interface TerminalClient {
  send(frame: ServerFrame): void;
  /** Ends the connection with one of `terminalCloseCodes`; nothing is sent after it. */
  close(code: number, reason: string): void;
}

/** What a client does to the terminal; all of it is ignored once another client took over. */
export interface TerminalAttachment {
  /** Keystrokes. */
  input(bytes: Uint8Array): void;
  receive(message: ClientMessage): void;
  /** The connection is gone; the terminal goes on. */
  detach(): void;
}

export interface TerminalSessionOptions {
  readonly terminal: Terminal;
  readonly recorder: TerminalRecorder;
  readonly cols: number;
  readonly rows: number;
  /** Shown, and recorded, before the terminal's own output, such as why this is a new shell. */
  readonly greeting?: string;
}

/**
 * A terminal with its recording and at most one client. Clients come and go; whoever attaches
 * last has the terminal. Knows no transport.
 */
export class TerminalSession {
  private readonly terminal: Terminal;
  private readonly recorder: TerminalRecorder;
  private readonly flow: FlowControl;
  private readonly batcher = new OutputBatcher((batch) => this.show(batch));
  private readonly exitListeners: ((exit: TerminalExit) => void)[] = [];
  private readonly notices: ServerMessage[] = [];
  private client: TerminalClient | undefined;
  private exit: TerminalExit | undefined;
  private size: { cols: number; rows: number };

  constructor({ terminal, recorder, cols, rows, greeting }: TerminalSessionOptions) {
    this.terminal = terminal;
    this.recorder = recorder;
    this.size = { cols, rows };
    this.flow = new FlowControl(terminal);
    this.flow.detach(recorder.endOffset);
    recorder.onStopped((cause) => this.notify('RECORDING_STOPPED', recordingStopped(cause)));
    if (greeting !== undefined) this.show(Buffer.from(greeting));
    terminal.onOutput((bytes) => this.batcher.add(bytes));
    terminal.onExit((exit) => this.end(exit));
  }

  get id(): string {
    return this.terminal.id;
  }

  get attached(): boolean {
    return this.client !== undefined;
  }

  get exited(): TerminalExit | undefined {
    return this.exit;
  }

  get cols(): number {
    return this.size.cols;
  }

  get rows(): number {
    return this.size.rows;
  }

  onExit(listener: (exit: TerminalExit) => void): void {
    this.exitListeners.push(listener);
  }

  /**
   * Gives the terminal to a client: what it missed since byte `offset` (or all that is kept), then
   * what comes. A client attached before is closed with `takenOver`.
   */
  attach(client: TerminalClient, offset?: number): TerminalAttachment {
    this.batcher.flush();
    this.client?.close(terminalCloseCodes.takenOver, 'attached from another place');
    this.client = client;
    const replay = this.recorder.replayFrom(offset);
    const live = replay.offset + replay.output.byteLength;
    client.send({
      type: 'attached',
      terminalId: this.id,
      offset: replay.offset,
      reset: replay.reset,
      ...this.size,
    });
    if (replay.output.byteLength > 0) client.send(replay.output);
    client.send({ type: 'live', offset: live });
    for (const notice of this.notices.splice(0)) client.send(notice);
    this.flow.attach(replay.offset);
    this.flow.sent(live);
    if (this.exit !== undefined) this.dismiss(this.exit);
    return {
      input: (bytes) => this.ifCurrent(client, () => this.input(bytes)),
      receive: (message) => this.ifCurrent(client, () => this.receive(message)),
      detach: () => this.ifCurrent(client, () => this.detach()),
    };
  }

  /** Tells the learner something that is not output, now or when a client attaches. */
  notify(code: string, message: string): void {
    const notice = { type: 'notice', code, message } as const;
    if (this.client !== undefined) this.client.send(notice);
    else if (this.notices.length < noticesMax) this.notices.push(notice);
  }

  /** Closes the client's connection and leaves the terminal running. */
  dropClient(code: number, reason: string): void {
    this.client?.close(code, reason);
    this.detach();
  }

  /** Ends the terminal and everything it started. */
  async close(): Promise<void> {
    await this.terminal.close();
  }

  private ifCurrent(client: TerminalClient, action: () => void): void {
    if (this.client === client) action();
  }

  private input(bytes: Uint8Array): void {
    if (bytes.byteLength > inputBytesMax) {
      this.notify('INPUT_TOO_LARGE', `Input of more than ${inputBytesMax} bytes was dropped.`);
      return;
    }
    this.terminal.write(bytes);
  }

  private receive(message: ClientMessage): void {
    if (message.type === 'ack') {
      this.flow.acknowledge(message.offset);
      return;
    }
    const { cols, rows } = message;
    if (cols === this.size.cols && rows === this.size.rows) return;
    this.size = { cols, rows };
    this.batcher.flush();
    this.recorder.resize(cols, rows);
    this.terminal.resize(cols, rows);
  }

  private detach(): void {
    this.client = undefined;
    this.flow.detach(this.recorder.endOffset);
  }

  private show(batch: Uint8Array): void {
    this.pass(this.recorder.append(batch));
  }

  private pass(output: Uint8Array): void {
    if (output.byteLength === 0) return;
    this.client?.send(output);
    this.flow.sent(this.recorder.endOffset);
  }

  private end(exit: TerminalExit): void {
    this.batcher.flush();
    this.pass(this.recorder.close());
    this.exit = exit;
    this.dismiss(exit);
    for (const listener of this.exitListeners) listener(exit);
  }

  private dismiss({ exitCode, signal }: TerminalExit): void {
    const { client } = this;
    this.client = undefined;
    client?.send({ type: 'exit', exitCode, ...(signal === undefined ? {} : { signal }) });
    client?.close(terminalCloseCodes.ended, 'the shell ended');
  }
}

function recordingStopped(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `This terminal is no longer recorded (${reason}). It goes on working, but after a restart of the server what it shows from here on is lost.`;
}
