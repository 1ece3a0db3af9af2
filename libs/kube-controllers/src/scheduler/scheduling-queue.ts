import { type Clock, keyOf } from '@drillyard/cluster';
import type { Pod } from '../api/core.js';

/** A pod that failed waits this long before it is tried again, doubling with each try. */
const backoffMs = { first: 1_000, longest: 10_000 };

interface Queued {
  readonly pod: Pod;
  readonly sinceMs: number;
  readonly attempts: number;
  /** Not before then. */
  readonly readyMs: number;
  /** Other pods have nothing to do with it that it fits nowhere. */
  readonly waitsForNodes?: boolean;
}

/**
 * Pods that want a node: those to try now, those that wait out their backoff, and those that fit
 * nowhere until something changes (upstream's `SchedulingQueue`).
 */
export class SchedulingQueue {
  private readonly active = new Map<string, Queued>();
  private readonly unschedulable = new Map<string, Queued>();
  private timer: { readonly atMs: number; readonly cancel: () => void } | undefined;

  constructor(
    private readonly clock: Clock,
    /** There may be pods to try. */
    private readonly onReady: () => void,
  ) {}

  add(pod: Pod): void {
    const key = keyOf(pod);
    const before = this.active.get(key) ?? this.unschedulable.get(key);
    const now = this.clock.now().getTime();
    const { sinceMs = now, attempts = 0, readyMs = now } = before ?? {};
    this.unschedulable.delete(key);
    this.active.set(key, { pod, sinceMs, attempts, readyMs });
    this.onReady();
  }

  /** A pod that has changed in what does not matter here. */
  refresh(pod: Pod): void {
    const key = keyOf(pod);
    for (const queued of [this.active, this.unschedulable]) {
      const before = queued.get(key);
      if (before !== undefined) queued.set(key, { ...before, pod });
    }
  }

  remove(pod: Pod): void {
    this.active.delete(keyOf(pod));
    this.unschedulable.delete(keyOf(pod));
  }

  /** It could not be bound: it is tried again without a change. */
  retry(attempt: Queued): void {
    this.active.set(keyOf(attempt.pod), afterFailure(attempt, this.clock));
    this.onReady();
  }

  /** It fits nowhere, until something changes; of pods nothing where it waits for nodes. */
  failed(attempt: Queued, waitsForNodes: boolean): void {
    const failed = { ...afterFailure(attempt, this.clock), waitsForNodes };
    this.unschedulable.set(keyOf(attempt.pod), failed);
  }

  /** A node or a volume changed: what fitted nowhere may fit now. */
  moveAll(): void {
    this.move(() => true);
  }

  /** A pod came to a node, or left one (upstream: the `QueueingHint` of each plugin). */
  moveForPod(): void {
    this.move(({ waitsForNodes }) => waitsForNodes !== true);
  }

  private move(mayFit: (queued: Queued) => boolean): void {
    const moved = [...this.unschedulable].filter(([, queued]) => mayFit(queued));
    for (const [key, queued] of moved) {
      this.unschedulable.delete(key);
      this.active.set(key, queued);
    }
    if (moved.length > 0) this.onReady();
  }

  /** The most important pod, of equals the one that waits longest; calls back when one is due later. */
  next(): Queued | undefined {
    const nowMs = this.clock.now().getTime();
    let best: Queued | undefined;
    let dueMs = Number.POSITIVE_INFINITY;
    for (const queued of this.active.values()) {
      if (queued.readyMs > nowMs) dueMs = Math.min(dueMs, queued.readyMs);
      else if (best === undefined || isBefore(queued, best)) best = queued;
    }
    if (best !== undefined) this.active.delete(keyOf(best.pod));
    else if (Number.isFinite(dueMs)) this.wakeAt(dueMs);
    return best;
  }

  close(): void {
    this.timer?.cancel();
    this.active.clear();
    this.unschedulable.clear();
  }

  private wakeAt(atMs: number): void {
    if (this.timer !== undefined && this.timer.atMs <= atMs) return;
    this.timer?.cancel();
    const cancel = this.clock.after(atMs - this.clock.now().getTime(), () => {
      this.timer = undefined;
      this.onReady();
    });
    this.timer = { atMs, cancel };
  }
}

function afterFailure({ pod, sinceMs, attempts }: Queued, clock: Clock): Queued {
  const waitMs = Math.min(backoffMs.first * 2 ** attempts, backoffMs.longest);
  const readyMs = clock.now().getTime() + waitMs;
  return { pod, sinceMs, attempts: attempts + 1, readyMs };
}

function isBefore(a: Queued, b: Queued): boolean {
  const [priority, other] = [a.pod.spec.priority ?? 0, b.pod.spec.priority ?? 0];
  return priority === other ? a.sinceMs < b.sinceMs : priority > other;
}
