/** Needs `--expose-gc`, which the benchmarks are started with. */
export function collectGarbage(): void {
  const { gc } = globalThis as { gc?: () => void };
  for (let round = 0; round < 3; round++) gc?.();
}

/** Resident memory of this process after a collection, in MB (10⁶ bytes). */
export function residentMegabytes(): number {
  collectGarbage();
  return process.memoryUsage.rss() / 1e6;
}
