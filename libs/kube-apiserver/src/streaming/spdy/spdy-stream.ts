import { Duplex } from 'node:stream';
import type { SpdyHeaders } from './header-block.js';

/** What a stream needs of its connection. */
export interface StreamConnection {
  sendData(streamId: number, bytes: Uint8Array, done: (error?: Error | null) => void): void;
  sendFin(streamId: number, done: (error?: Error | null) => void): void;
  /** Tells the peer how many bytes of the stream have been taken. */
  consumed(streamId: number, bytes: number): void;
  /** The stream is over; `reset` where it did not end by itself. */
  forget(streamId: number, reset: boolean): void;
}

/** One stream a client opened. A write is done when the connection has taken it. */
export class SpdyStream extends Duplex {
  private hasRoom: (() => void) | undefined;
  private sentFin = false;
  private receivedFin = false;

  constructor(
    readonly id: number,
    readonly headers: SpdyHeaders,
    private readonly connection: StreamConnection,
  ) {
    super({ allowHalfOpen: true });
    // A peer that resets a stream has nobody to tell.
    this.on('error', () => undefined);
  }

  /** What the peer sent; resolves when there is room for more. */
  async accept(bytes: Buffer, fin: boolean): Promise<void> {
    if (this.destroyed || this.receivedFin) return;
    if (bytes.length > 0 && !this.push(bytes)) {
      await new Promise<void>((resolve) => {
        this.hasRoom = resolve;
      });
    }
    this.connection.consumed(this.id, bytes.length);
    if (fin) {
      this.receivedFin = true;
      if (!this.destroyed) this.push(null);
    }
  }

  override _read(): void {
    this.makeRoom();
  }

  override _write(bytes: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.connection.sendData(this.id, bytes, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.sentFin = true;
    this.connection.sendFin(this.id, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.makeRoom();
    this.connection.forget(this.id, !(this.sentFin && this.receivedFin));
    done(error);
  }

  private makeRoom(): void {
    const { hasRoom } = this;
    this.hasRoom = undefined;
    hasRoom?.();
  }
}
