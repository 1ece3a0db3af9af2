import { FairTurns } from '../../fair-turns.js';
import type { ObjectEvent } from '../../registry/generic/watch-objects.js';
import type { Exchange } from '../exchange.js';
import type { ListOptions } from '../list-options.js';
import type { WatchEncoder } from './watch-encoder.js';

/** A client that reads slower than this piles up is cut off and must list again. */
const pendingBytesMax = 4 * 1024 * 1024;
/** And than this, where all slow clients together are kept too much for. */
const fairPendingBytes = 128 * 1024;
/** Changes that wait while a client still takes what was there before; one more and it is cut off. */
const pendingEventsMax = 10_000;
/** Sent events that are kept until the queue is moved up: moving it for each would be quadratic. */
const sentEventsMax = 1_000;
/** How often a client with bookmarks hears of progress (apiserver `bookmarkFrequency`). */
const bookmarkIntervalMs = 60_000;
/** How long a watch lasts where the client does not say; up to twice this, so that not all end at once. */
const timeoutMsMin = 30 * 60_000;

/**
 * The answer to a watch: its timers, its end, and the limits on what waits for a slow client. The
 * initial events wait as the objects they are about, and are written as the client takes them.
 */
export class WatchStream {
  private readonly timers: NodeJS.Timeout[] = [];
  private ended = false;
  private next = 0;
  private queue: ObjectEvent[];
  private readonly queuedMax: number;
  private pendingBytes = 0;

  constructor(
    private readonly exchange: Exchange,
    private readonly options: ListOptions,
    private readonly encoder: WatchEncoder,
    private readonly resourceVersion: () => number,
    initial: readonly ObjectEvent[],
  ) {
    this.queue = [...initial];
    this.queuedMax = initial.length + pendingEventsMax;
  }

  open(stopping: AbortSignal): void {
    const { response } = this.exchange;
    response.setHeader('Content-Type', this.encoder.contentType);
    response.writeHead(200);
    response.flushHeaders();
    const { timeoutSeconds = 0, allowWatchBookmarks } = this.options;
    const timeoutMs =
      timeoutSeconds > 0 ? timeoutSeconds * 1_000 : timeoutMsMin * (1 + Math.random());
    this.timers.push(setTimeout(() => this.end(), Math.min(timeoutMs, 2 ** 31 - 1)));
    if (allowWatchBookmarks) {
      this.timers.push(setInterval(() => this.bookmark(), bookmarkIntervalMs));
    }
    const onStopping = () => this.end();
    stopping.addEventListener('abort', onStopping, { once: true });
    response.onClose(() => stopping.removeEventListener('abort', onStopping));
    void this.pump();
  }

  send(event: ObjectEvent): void {
    if (this.ended) return;
    if (this.queue.length === 0) {
      this.write(event);
      return;
    }
    this.queue.push(event);
    if (this.queue.length - this.next > this.queuedMax) this.exchange.response.destroy();
  }

  close(): void {
    this.ended = true;
    this.count();
    this.queue = [];
    for (const timer of this.timers) clearTimeout(timer);
  }

  /** Writes what waits as the client takes it. */
  private async pump(): Promise<void> {
    const { response } = this.exchange;
    const turns = new FairTurns();
    while (!this.ended && this.next < this.queue.length) {
      const event = this.queue[this.next];
      this.next += 1;
      if (event !== undefined && !this.write(event)) {
        await new Promise<void>((resolve) => response.onDrain(resolve));
      }
      if (this.next >= sentEventsMax) this.forgetSent();
      await turns.pause();
    }
    this.forgetSent();
  }

  private forgetSent(): void {
    this.queue.splice(0, this.next);
    this.next = 0;
  }

  /** False where the client had better take something first. */
  private write(event: ObjectEvent): boolean {
    const { response, pending } = this.exchange;
    const isTaken = response.write(this.encoder.encode(event));
    this.count();
    if (event.type === 'ERROR') this.end();
    else if (this.pendingBytes > (pending.isFull ? fairPendingBytes : pendingBytesMax)) {
      response.destroy();
    } else if (!isTaken) response.onDrain(() => this.count());
    return isTaken;
  }

  private count(): void {
    const bytes = this.ended ? 0 : this.exchange.response.writableLength;
    this.exchange.pending.change(bytes - this.pendingBytes);
    this.pendingBytes = bytes;
  }

  private bookmark(): void {
    this.send({ type: 'BOOKMARK', resourceVersion: this.resourceVersion() });
  }

  private end(): void {
    if (this.ended) return;
    this.close();
    this.exchange.response.end();
  }
}
