import type { Duplex } from 'node:stream';
import { idleTimeoutMs, probeIntervalMs } from '../stream-limits.js';
import {
  controlFrame,
  dataFrame,
  type Frame,
  FrameReader,
  finFlag,
  frameType,
  goAwayStatus,
  resetStatus,
} from './frame.js';
import { HeaderBlockReader, HeaderBlockWriter } from './header-block.js';
import { SpdyError } from './spdy-error.js';
import { SpdyStream, type StreamConnection } from './spdy-stream.js';

/**
 * Open streams on one connection: an exec has five, a port-forward two for every connection a
 * browser opens through it. More are refused one by one.
 */
const openStreamsMax = 512;
/** How many bytes are taken before the peer hears of it: half of SPDY's initial window. */
const creditBytes = 32 * 1024;

/**
 * How long a client may take to close its side: cut off at once it might lose what it was sent
 * last. kubectl takes milliseconds.
 */
const lingerMs = 5_000;

export interface SpdyConnectionHooks {
  /** Whether a stream of the client's is welcome. */
  readonly accepts: (stream: SpdyStream) => boolean;
  /** Its reply is on the way: what is written to it now comes after. */
  readonly onStream: (stream: SpdyStream) => void;
}

/**
 * The server's side of SPDY/3.1 as Kubernetes uses it: clients open streams, nobody pushes. What
 * paces the client is TCP, as upstream (its library takes no notice of windows): while one stream
 * is full nothing is read. A peer that does count gets its WINDOW_UPDATEs, and is not counted on.
 */
export class SpdyConnection implements StreamConnection {
  readonly gone: AbortSignal;
  private readonly reader = new HeaderBlockReader();
  private readonly writer = new HeaderBlockWriter();
  private readonly streams = new Map<number, SpdyStream>();
  private readonly credits = new Map<number, number>();
  private readonly idle: NodeJS.Timeout;
  private readonly probe: NodeJS.Timeout;
  private lastStreamId = 0;
  private lastPingId = 0;
  private isClosing = false;

  constructor(
    private readonly socket: Duplex,
    private readonly hooks: SpdyConnectionHooks,
  ) {
    const gone = new AbortController();
    this.gone = gone.signal;
    this.idle = setTimeout(() => this.close(), idleTimeoutMs);
    this.probe = setInterval(() => this.ping(), probeIntervalMs);
    socket.on('error', () => socket.destroy());
    const onClose = () => {
      clearTimeout(this.idle);
      clearInterval(this.probe);
      gone.abort();
      for (const stream of this.streams.values()) stream.destroy();
      this.reader.close();
      this.writer.close();
    };
    if (socket.destroyed) onClose();
    else socket.once('close', onClose);
  }

  /** Serves until the connection ends. */
  async serve(): Promise<void> {
    const frames = new FrameReader();
    try {
      for await (const bytes of this.socket) {
        this.idle.refresh();
        await this.receiveAll(frames, bytes);
      }
    } catch {
      // The connection broke: that is an end as well.
    } finally {
      this.socket.destroy();
    }
  }

  /** Ends every stream, says so and closes the connection. */
  close(status: number = goAwayStatus.ok): void {
    if (this.isClosing) return;
    for (const stream of this.streams.values()) stream.destroy();
    this.send(controlFrame(frameType.goAway, [this.lastStreamId, status]));
    this.isClosing = true;
    this.socket.end();
    const timer = setTimeout(() => this.socket.destroy(), lingerMs);
    this.gone.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  sendData(streamId: number, bytes: Uint8Array, done: (error?: Error | null) => void): void {
    this.idle.refresh();
    this.send(dataFrame(streamId, bytes), done);
  }

  sendFin(streamId: number, done: (error?: Error | null) => void): void {
    this.send(dataFrame(streamId, new Uint8Array(), finFlag), done);
  }

  consumed(streamId: number, bytes: number): void {
    const credit = (this.credits.get(streamId) ?? 0) + bytes;
    if (credit < creditBytes) {
      this.credits.set(streamId, credit);
      return;
    }
    this.credits.delete(streamId);
    this.send(controlFrame(frameType.windowUpdate, [streamId, credit]));
  }

  forget(streamId: number, reset: boolean): void {
    this.streams.delete(streamId);
    this.credits.delete(streamId);
    if (reset) this.reset(streamId, resetStatus.cancel);
  }

  private async receiveAll(frames: FrameReader, bytes: Buffer): Promise<void> {
    try {
      for (const frame of frames.read(bytes)) {
        // Once it is closing only the client's end is of interest.
        if (this.isClosing) return;
        await this.receive(frame);
      }
    } catch (error) {
      if (!(error instanceof SpdyError)) throw error;
      this.close(goAwayStatus.protocolError);
    }
  }

  private async receive(frame: Frame): Promise<void> {
    const { body, flags } = frame;
    const hasFin = (flags & finFlag) !== 0;
    if (frame.kind === 'data') {
      await this.streams.get(frame.streamId)?.accept(body, hasFin);
      return;
    }
    switch (frame.type) {
      case frameType.synStream:
        return this.openStream(streamIdOf(body), body.subarray(10), hasFin);
      case frameType.headers:
        // Nobody looks at them, but the blocks after them build on them.
        await this.reader.read(body.subarray(4));
        return;
      case frameType.rstStream:
        this.streams.get(streamIdOf(body))?.destroy();
        return;
      case frameType.ping:
        this.answerPing(streamIdOf(body));
        return;
      case frameType.goAway:
        this.socket.destroy();
        return;
      // SETTINGS, WINDOW_UPDATE and what is not known ask for nothing (§2.2.1).
    }
  }

  private async openStream(id: number, block: Buffer, fin: boolean): Promise<void> {
    // A client's streams have odd numbers that only grow (§2.3.2).
    if (id % 2 === 0 || id <= this.lastStreamId) throw new SpdyError(`stream ${id} is no new one`);
    this.lastStreamId = id;
    const stream = new SpdyStream(id, await this.reader.read(block), this);
    if (this.streams.size >= openStreamsMax) return this.reset(id, resetStatus.refusedStream);
    this.streams.set(id, stream);
    if (!this.hooks.accepts(stream)) {
      stream.destroy();
      return;
    }
    const reply = await this.writer.write(new Map());
    this.send(controlFrame(frameType.synReply, [id], reply));
    this.hooks.onStream(stream);
    if (fin) await stream.accept(Buffer.alloc(0), true);
  }

  /** Ours have even numbers; the client's come back to it as they are. */
  private answerPing(id: number): void {
    if (id % 2 === 1) this.send(controlFrame(frameType.ping, [id]));
  }

  private ping(): void {
    this.lastPingId += 2;
    this.send(controlFrame(frameType.ping, [this.lastPingId]));
  }

  private reset(id: number, status: number): void {
    this.send(controlFrame(frameType.rstStream, [id, status]));
  }

  private send(frame: Buffer, done?: (error?: Error | null) => void): void {
    if (this.socket.writable && !this.isClosing) this.socket.write(frame, done);
    else done?.(new Error('the connection is closed'));
  }
}

function streamIdOf(body: Buffer): number {
  if (body.length < 4) throw new SpdyError('a control frame ends early');
  return body.readUInt32BE(0) & 0x7fffffff;
}
