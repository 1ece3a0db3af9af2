import type { ServerMessage } from '@drillyard/terminal-protocol';
import type { ServerFrame, TerminalClient } from '../terminal-session.js';

/** A client that keeps what it is sent. */
export class MemoryClient implements TerminalClient {
  readonly frames: ServerFrame[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;

  send(frame: ServerFrame): void {
    this.frames.push(frame);
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }

  /** All output so far, as text. */
  get output(): string {
    return Buffer.concat(this.frames.filter((frame) => frame instanceof Uint8Array)).toString();
  }

  get messages(): ServerMessage[] {
    return this.frames.filter((frame): frame is ServerMessage => !(frame instanceof Uint8Array));
  }
}
