/** Runs pieces of work side by side, so many at once, and begins them in the order they were given. */
export class Lanes {
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor(count: number) {
    this.free = count;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // A lane that is handed on was never free.
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
