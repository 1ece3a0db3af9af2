import { Readable, Writable } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { idleTimeoutMs, probeIntervalMs } from './stream-limits.js';

const streamCloseSignal = 255;

export type ChannelType = 'ignore' | 'read' | 'write' | 'readwrite';

export interface ChannelProtocol {
  /** Text messages with a digit for the channel, and base64 (`base64.channel.k8s.io`). */
  readonly base64: boolean;
  /** `255, n` says that channel n is closed (v5). */
  readonly closeSignal: boolean;
}

/**
 * Byte streams over one websocket, each message led by the number of its channel (apimachinery
 * `wsstream.Conn`). Input nobody takes stops the reading of the whole connection.
 */
export class WebSocketChannels {
  readonly gone: AbortSignal;
  private readonly inputs: (Readable | undefined)[];
  private readonly full = new Set<number>();
  private readonly timers: NodeJS.Timeout[];

  constructor(
    private readonly socket: WebSocket,
    private readonly protocol: ChannelProtocol,
    types: readonly ChannelType[],
  ) {
    const gone = new AbortController();
    this.gone = gone.signal;
    this.inputs = types.map((type, channel) => this.createInput(type, channel));
    const idle = setTimeout(() => socket.terminate(), idleTimeoutMs);
    const probe = setInterval(() => socket.ping(), probeIntervalMs);
    this.timers = [idle, probe];
    socket.on('message', (data, isBinary) => {
      idle.refresh();
      this.receive(bytesOf(data), isBinary);
    });
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      for (const timer of this.timers) clearTimeout(timer);
      for (const input of this.inputs) input?.destroy();
      gone.abort();
    });
  }

  /** What the client writes to a channel. */
  input(channel: number): Readable | undefined {
    return this.inputs[channel];
  }

  /** Done when the connection has taken it. */
  output(channel: number): Writable {
    const output = new Writable({
      write: (chunk: Buffer, _encoding, done) => this.send(channel, chunk, done),
    });
    // Whoever writes hears of it by the callback.
    return output.on('error', () => undefined);
  }

  /** An empty one tells the client that the connection stands. */
  send(channel: number, bytes: Uint8Array, done?: (error?: Error | null) => void): void {
    this.timers[0]?.refresh();
    if (this.protocol.base64) {
      this.socket.send(`${channel}${Buffer.from(bytes).toString('base64')}`, done);
    } else {
      const message = Buffer.allocUnsafe(bytes.length + 1);
      message[0] = channel;
      message.set(bytes, 1);
      this.socket.send(message, done);
    }
  }

  close(): void {
    for (const input of this.inputs) input?.destroy();
    this.full.clear();
    // The client's own end of the closing handshake is yet to be read.
    this.socket.resume();
    this.socket.close(1000);
  }

  private createInput(type: ChannelType, channel: number): Readable | undefined {
    if (type !== 'read' && type !== 'readwrite') return undefined;
    return new Readable({
      read: () => {
        if (this.full.delete(channel) && this.full.size === 0) this.socket.resume();
      },
    });
  }

  private receive(message: Buffer, isBinary: boolean): void {
    const [first] = message;
    if (first === undefined) return;
    if (this.protocol.closeSignal && first === streamCloseSignal) {
      const [, channel = this.inputs.length] = message;
      if (message.length !== 2 || channel >= this.inputs.length) this.socket.terminate();
      else this.inputs[channel]?.push(null);
      return;
    }
    const channel = this.protocol.base64 ? first - 48 : first;
    const input = this.inputs[channel];
    if (input === undefined || input.destroyed || input.readableEnded) return;
    const rest = message.subarray(1);
    const bytes =
      this.protocol.base64 && !isBinary ? Buffer.from(rest.toString('latin1'), 'base64') : rest;
    if (!input.push(bytes)) {
      this.full.add(channel);
      this.socket.pause();
    }
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
