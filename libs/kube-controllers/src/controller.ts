import {
  type Clock,
  type ClusterContents,
  type ComponentClient,
  type EventRecorder,
  WorkQueue,
} from '@drillyard/cluster';

/** What a controller works with. */
export interface ControllerContext {
  /** The API as the controller's own service account. */
  readonly client: ComponentClient;
  readonly clock: Clock;
  /** Tells events as a component of this name, such as `deployment-controller`. */
  readonly recorder: (component: string) => EventRecorder;
  /** Hears of every attempt that failed; it is made again. */
  readonly onError: (error: unknown) => void;
}

/** What a controller works with that is concerned with objects of all resources. */
export interface ContentsContext extends ControllerContext {
  readonly contents: ClusterContents;
}

/** What runs until it is closed. */
export interface Running {
  close(): void;
}

/** Many things that end together. */
export function runningAll(parts: readonly (Running | (() => void))[]): Running {
  return {
    close() {
      for (const part of parts) typeof part === 'function' ? part() : part.close();
    },
  };
}

/** A queue of keys, and whatever adds to it: what most controllers are made of. */
export function startSync(
  { clock, onError }: ControllerContext,
  sync: (key: string, queue: WorkQueue) => Promise<void>,
  follow: (queue: WorkQueue) => readonly (Running | (() => void))[],
): Running {
  const queue: WorkQueue = new WorkQueue({ clock, onError, work: (key) => sync(key, queue) });
  return runningAll([queue, ...follow(queue)]);
}
