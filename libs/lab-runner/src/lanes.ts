/** Runs pieces of work side by side, one in each lane, and begins them in the order they were given. */
export class Lanes<Lane extends object> {
  private readonly waiting: ((lane: Lane) => void)[] = [];
  private readonly free: Lane[];

  /** @param lanes What work is done with; one that is named twice does two pieces at a time. */
  constructor(lanes: readonly Lane[]) {
    this.free = [...lanes];
  }

  async run<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
    const free = this.free.shift();
    const lane = free ?? (await new Promise<Lane>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(lane);
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free.push(lane);
      else next(lane);
    }
  }
}
