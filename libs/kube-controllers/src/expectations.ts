import type { Clock } from '@drillyard/cluster';

/** What was expected and never seen is forgotten then (pkg/controller `ExpectationsTimeout`). */
const timeoutMs = 5 * 60_000;

interface Expected {
  creations: number;
  readonly deletions: Set<string>;
  readonly sinceMs: number;
}

/**
 * The writes a controller has made and its cache has yet to show: until it does, the controller
 * must not act on what it sees (pkg/controller `UIDTrackingControllerExpectations`).
 */
export class Expectations {
  private readonly byKey = new Map<string, Expected>();

  constructor(private readonly clock: Clock) {}

  expect(key: string, creations: number, deletions: readonly string[] = []): void {
    const sinceMs = this.clock.now().getTime();
    this.byKey.set(key, { creations, deletions: new Set(deletions), sinceMs });
  }

  /** Of an object that came, or that will not come. */
  creationObserved(key: string): void {
    const expected = this.byKey.get(key);
    if (expected !== undefined) expected.creations--;
  }

  /** `name` is that of the object which went, as `namespace/name`. */
  deletionObserved(key: string, name: string): void {
    this.byKey.get(key)?.deletions.delete(name);
  }

  isSatisfied(key: string): boolean {
    const expected = this.byKey.get(key);
    if (expected === undefined) return true;
    if (expected.creations <= 0 && expected.deletions.size === 0) return true;
    return this.clock.now().getTime() - expected.sinceMs > timeoutMs;
  }

  forget(key: string): void {
    this.byKey.delete(key);
  }
}
