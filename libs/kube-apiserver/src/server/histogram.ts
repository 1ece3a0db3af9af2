/** A Prometheus histogram: how many observations are at most so large, by labels. */
export class Histogram {
  private readonly series = new Map<string, { readonly counts: number[]; sum: number }>();

  /** @param bounds upper bounds of the buckets, rising */
  constructor(
    readonly name: string,
    private readonly bounds: readonly number[],
  ) {}

  /** `labels` as they are written: `a="1",b="2"`. Their number is up to the caller. */
  observe(labels: string, value: number): void {
    const series = this.series.get(labels) ?? {
      counts: this.bounds.map(() => 0).concat(0),
      sum: 0,
    };
    this.series.set(labels, series);
    const at = this.bounds.findIndex((bound) => value <= bound);
    const bucket = at < 0 ? this.bounds.length : at;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += value;
  }

  /** The lines of the text exposition format, without those on the type. */
  render(): string[] {
    return [...this.series]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([labels, { counts, sum }]) => {
        let total = 0;
        const buckets = counts.map((count, at) => {
          total += count;
          return `${this.name}_bucket{${labels},le="${this.bounds[at] ?? '+Inf'}"} ${total}`;
        });
        return [
          ...buckets,
          `${this.name}_sum{${labels}} ${sum}`,
          `${this.name}_count{${labels}} ${total}`,
        ];
      });
  }
}
