/**
 * Where the learner's screen is in the terminal's output, counted in bytes from the start of the
 * terminal's life. Received runs ahead of drawn (the screen draws later than bytes arrive), drawn
 * runs ahead of acknowledged. Knows no socket and no screen.
 */
export class OutputCursor {
  #received: number | undefined;
  #drawn = 0;
  #acknowledged = 0;
  /** Counts cleared screens: bytes drawn on an earlier screen say nothing about this one. */
  #epoch = 0;

  constructor(private readonly ackEveryBytes: number) {}

  /** What to ask for when coming back; undefined before anything was received. */
  get received(): number | undefined {
    return this.#received;
  }

  /**
   * The server goes on at `offset`. Answers whether the screen must be cleared first: when the
   * server says so, on the first attach, and when bytes in between are gone for good.
   */
  attach(offset: number, reset: boolean): 'clear' | 'continue' {
    this.#acknowledged = offset;
    if (!reset && this.#received !== undefined && offset <= this.#received) {
      this.#overlap = this.#received - offset;
      return 'continue';
    }
    this.#overlap = 0;
    this.#received = offset;
    this.#drawn = offset;
    this.#epoch += 1;
    return 'clear';
  }
  /** Bytes the server repeats that this screen has already. */
  #overlap = 0;

  /** What of a frame is new, and a mark to give back to {@link drew} once it is on the screen. */
  receive(frame: Uint8Array): { fresh: Uint8Array; mark: DrawMark } {
    const repeated = Math.min(this.#overlap, frame.length);
    this.#overlap -= repeated;
    const fresh = frame.subarray(repeated);
    this.#received = (this.#received ?? 0) + fresh.length;
    return { fresh, mark: { offset: this.#received, epoch: this.#epoch } };
  }

  /** Notes what is on the screen; answers the offset to acknowledge when it is time to. */
  drew(mark: DrawMark): number | undefined {
    if (mark.epoch !== this.#epoch || mark.offset <= this.#drawn) return undefined;
    this.#drawn = mark.offset;
    if (this.#drawn - this.#acknowledged < this.ackEveryBytes) return undefined;
    this.#acknowledged = this.#drawn;
    return this.#drawn;
  }

  hasDrawn(offset: number): boolean {
    return this.#drawn >= offset;
  }
}

export interface DrawMark {
  readonly offset: number;
  readonly epoch: number;
}
