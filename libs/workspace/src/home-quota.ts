import { type HomeUsage, measureHome } from './files/home-usage.js';
import { homeBytesMax, homeEntriesMax, homeQuotaIntervalMs } from './limits.js';

export interface HomeQuotaOptions {
  readonly home: string;
  /**
   * Stops who fills the home. Called again only if the home has grown further since it was
   * stopped.
   */
  readonly onExceeded: (message: string) => Promise<void>;
  readonly bytesMax?: number;
  readonly entriesMax?: number;
  readonly intervalMs?: number;
}

/** A home with this many times the entries allowed is not counted to its end. */
const excessFactor = 4;

/**
 * Looks at a home in use from time to time. A learner who comes back to a home that is too large
 * is let in to tidy up: only further growth counts as exceeding it again.
 */
export class HomeQuota {
  private readonly bytesMax: number;
  private readonly entriesMax: number;
  private readonly intervalMs: number;
  private tolerated: HomeUsage = { bytes: 0, entries: 0 };
  private timer: NodeJS.Timeout | undefined;
  private running = false;

  constructor(private readonly options: HomeQuotaOptions) {
    this.bytesMax = options.bytesMax ?? homeBytesMax;
    this.entriesMax = options.entriesMax ?? homeEntriesMax;
    this.intervalMs = options.intervalMs ?? homeQuotaIntervalMs;
  }

  start(): void {
    this.running = true;
    this.schedule();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), this.intervalMs);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    const limits = {
      bytesMax: Math.max(this.bytesMax, this.tolerated.bytes),
      entriesMax: Math.max(this.entriesMax, this.tolerated.entries),
    };
    const usage = await measureHome(this.options.home, limits);
    if (!this.running) return;
    if (usage.bytes > limits.bytesMax || usage.entries > limits.entriesMax) {
      await this.options.onExceeded(
        `Your home is larger than ${Math.floor(this.bytesMax / 1024 / 1024)} MiB or holds more than ${this.entriesMax} files. All its processes were stopped; open a terminal and delete what you do not need.`,
      );
      this.tolerated = await measureHome(this.options.home, {
        bytesMax: Number.MAX_SAFE_INTEGER,
        entriesMax: this.entriesMax * excessFactor,
      });
    }
    if (this.running) this.schedule();
  }
}
