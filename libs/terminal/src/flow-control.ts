import { highWatermarkBytes, lowWatermarkBytes } from '@drillyard/terminal-protocol';

/**
 * A program that nobody watches may write this much before it has to wait, as on a slow line:
 * enough for a build log, too little for a forgotten `yes` to keep a processor busy.
 */
export const detachedOutputBytesMax = 4 * 1024 * 1024;

/**
 * Pauses a terminal while the client is behind, and resumes it once it has caught up, counted by
 * the bytes it acknowledges. Offsets are those of the terminal's output.
 */
export class FlowControl {
  private paused = false;
  private sentOffset = 0;
  private ackedOffset = 0;
  private allowance: number;

  constructor(
    private readonly source: { pause(): void; resume(): void },
    private readonly detachedBytesMax: number = detachedOutputBytesMax,
  ) {
    this.allowance = detachedBytesMax;
  }

  /** A client is sent everything from `offset` on. */
  attach(offset: number): void {
    this.allowance = highWatermarkBytes;
    this.sentOffset = offset;
    this.ackedOffset = offset;
    this.update();
  }

  /** Nobody acknowledges from here on. */
  detach(offset: number): void {
    this.allowance = this.detachedBytesMax;
    this.sentOffset = offset;
    this.ackedOffset = offset;
    this.update();
  }

  sent(endOffset: number): void {
    this.sentOffset = endOffset;
    this.update();
  }

  /** Acknowledges up to `offset`; beyond what was sent counts as all of it. */
  acknowledge(offset: number): void {
    this.ackedOffset = Math.max(this.ackedOffset, Math.min(offset, this.sentOffset));
    this.update();
  }

  private update(): void {
    const behind = this.sentOffset - this.ackedOffset;
    if (!this.paused && behind > this.allowance) {
      this.paused = true;
      this.source.pause();
    } else if (this.paused && behind <= Math.min(lowWatermarkBytes, this.allowance)) {
      this.paused = false;
      this.source.resume();
    }
  }
}
