import type { ClusterRequest } from '@drillyard/cluster';
import type { Admission, Place } from './admission.js';

type Waiter = Pick<ClusterRequest, 'id' | 'onProgress' | 'onWaiting' | 'signal'>;

/** Who waits for room, in the order they came; each is told their place. */
export class Queue {
  readonly #ids = new Set<string>();

  constructor(private readonly admission: Admission) {}

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** @throws as {@link Admission.enter}. */
  enter(memoryBytes: number, { id, onProgress, onWaiting, signal }: Waiter): Promise<Place> {
    const onAhead = (ahead: number) => {
      if (!this.#ids.has(id)) onWaiting?.(true);
      this.#ids.add(id);
      onProgress?.(waitingWords(ahead));
    };
    return this.admission.enter(memoryBytes, { signal, onAhead }).finally(() => {
      if (this.#ids.delete(id)) onWaiting?.(false);
    });
  }
}

function waitingWords(ahead: number): string {
  if (ahead === 0) return 'All places are taken: you are next';
  return `All places are taken: ${ahead} ${ahead === 1 ? 'learner is' : 'learners are'} before you`;
}
