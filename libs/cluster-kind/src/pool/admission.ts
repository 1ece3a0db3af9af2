import { OperationalError, UserError } from '@drillyard/errors';

/** What a host can carry. */
export interface Capacity {
  readonly clustersMax: number;
  readonly memoryBytes: number;
}

export interface EnterOptions {
  readonly signal?: AbortSignal | undefined;
  /** How many are before one who waits; called when that changes, 0 when they are next. */
  readonly onAhead?: ((ahead: number) => void) | undefined;
}

/** Room taken by one cluster until it is left. */
export interface Place {
  leave(): void;
}

interface Waiter {
  readonly memoryBytes: number;
  readonly onAhead: (ahead: number) => void;
  /** What was told last. */
  ahead: number;
  readonly admit: (place: Place) => void;
}

/** A queue nobody would wait out: those beyond it are told at once. */
const waitersMax = 200;

/**
 * Lets clusters in as far as the host can carry them, in the order they came. Nobody overtakes:
 * a large cluster would wait for ever behind small ones.
 */
export class Admission {
  #clusters = 0;
  #memoryBytes = 0;
  readonly #waiters: Waiter[] = [];
  readonly #onRoom = new Set<() => void>();

  constructor(private readonly capacity: Capacity) {}

  /** What is taken of each. */
  get used(): Capacity {
    return { clustersMax: this.#clusters, memoryBytes: this.#memoryBytes };
  }

  get waiting(): number {
    return this.#waiters.length;
  }

  /** Calls back when a place was left and nobody waits for it. */
  onRoom(callback: () => void): () => void {
    this.#onRoom.add(callback);
    return () => void this.#onRoom.delete(callback);
  }

  /** A place for what runs already, be there room or not. */
  take(memoryBytes: number): Place {
    this.#clusters += 1;
    this.#memoryBytes += memoryBytes;
    let isLeft = false;
    return {
      leave: () => {
        if (isLeft) return;
        isLeft = true;
        this.#clusters -= 1;
        this.#memoryBytes -= memoryBytes;
        this.#admitNext();
      },
    };
  }

  /** A place at once, or none; never before those who wait. */
  tryEnter(memoryBytes: number): Place | undefined {
    const mayEnter = this.#waiters.length === 0 && this.#hasRoom(memoryBytes);
    return mayEnter ? this.take(memoryBytes) : undefined;
  }

  /**
   * Resolves when there is room.
   * @throws UserError CLUSTER_TOO_LARGE where there never is, OperationalError SERVER_FULL, the
   *   signal's reason.
   */
  async enter(memoryBytes: number, options: EnterOptions = {}): Promise<Place> {
    const { signal, onAhead = () => {} } = options;
    signal?.throwIfAborted();
    if (memoryBytes > this.capacity.memoryBytes) throw tooLarge(memoryBytes, this.capacity);
    const place = this.tryEnter(memoryBytes);
    if (place !== undefined) return place;
    if (this.#waiters.length >= waitersMax) throw serverFull();
    return new Promise<Place>((resolve, reject) => {
      const onAbort = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(signal?.reason);
        this.#admitNext();
      };
      const waiter: Waiter = {
        ...{ memoryBytes, onAhead, ahead: this.#waiters.length },
        admit: (admitted) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(admitted);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.push(waiter);
      onAhead(waiter.ahead);
    });
  }

  #hasRoom(memoryBytes: number): boolean {
    const { clustersMax, memoryBytes: memoryBytesMax } = this.capacity;
    return this.#clusters < clustersMax && this.#memoryBytes + memoryBytes <= memoryBytesMax;
  }

  #admitNext(): void {
    let next = this.#waiters[0];
    while (next !== undefined && this.#hasRoom(next.memoryBytes)) {
      this.#waiters.shift();
      next.admit(this.take(next.memoryBytes));
      next = this.#waiters[0];
    }
    this.#waiters.forEach((waiter, index) => {
      if (waiter.ahead === index) return;
      waiter.ahead = index;
      waiter.onAhead(index);
    });
    if (this.#waiters.length > 0) return;
    for (const callback of this.#onRoom) callback();
  }
}

function tooLarge(memoryBytes: number, capacity: Capacity): UserError {
  const mib = (bytes: number) => Math.round(bytes / 1024 ** 2);
  return new UserError(
    'CLUSTER_TOO_LARGE',
    `This lab's cluster takes ${mib(memoryBytes)} MiB and the server has ${mib(capacity.memoryBytes)} MiB for all clusters. Whoever runs the server can raise DRILLYARD_KIND_MEMORY_MIB.`,
  );
}

function serverFull(): OperationalError {
  return new OperationalError(
    'SERVER_FULL',
    `More than ${waitersMax} learners wait for a cluster already. Try again in some minutes.`,
    { retryable: true },
  );
}
