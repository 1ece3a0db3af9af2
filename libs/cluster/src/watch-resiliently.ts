import { AppError } from '@drillyard/errors';
import type { KubeList, KubeObject, WatchEvent } from '@drillyard/kube-objects';
import { KubeApiError } from './kube-api-error.js';
import { readLines } from './response-body.js';

export interface ResilientWatch {
  /** The current state, with the resourceVersion to watch from. */
  readonly list: () => Promise<KubeList>;
  /** Opens one watch connection; the server ends it after about so many seconds. */
  readonly open: (resourceVersion: string, seconds: number) => Promise<AsyncIterable<Uint8Array>>;
  readonly signal: AbortSignal;
}

/** Upstream's reflectors ask for five to ten minutes; a dead peer is noticed at the latest then. */
const connectionSeconds = 300;
/** First and longest pause before a connection is opened again after a failure. */
const pauseMs = { first: 100, longest: 5_000 };

/**
 * Lists, then watches, and goes on whatever happens to the connection: what existed comes as
 * ADDED, and after a gap (410, a server that came back with other state) the difference comes as
 * ADDED, MODIFIED and DELETED, the last with the object as it was last seen. Ends when the signal
 * aborts. @throws KubeApiError where the server refuses for good (forbidden, kind not served).
 */
export async function* watchResiliently(watch: ResilientWatch): AsyncIterable<WatchEvent> {
  const state: WatchState = { seen: new Map(), position: undefined, progress: false };
  let pause = pauseMs.first;
  while (!watch.signal.aborted) {
    state.progress = false;
    try {
      yield* followOnce(watch, state);
    } catch (error) {
      if (watch.signal.aborted) return;
      if (isFinal(error)) throw error;
      if (error instanceof KubeApiError) state.position = undefined;
    }
    // A server that hangs up at once, or has always just compacted, must not be asked in a loop.
    if (!state.progress) await wait(pause, watch.signal);
    pause = state.progress ? pauseMs.first : Math.min(pause * 2, pauseMs.longest);
  }
}

interface WatchState {
  readonly seen: Map<string, KubeObject>;
  /** The resourceVersion to go on from; undefined where a list has to come first. */
  position: string | undefined;
  /** Whether the connection brought anything. */
  progress: boolean;
}

/** One connection, from where the last one ended. */
async function* followOnce(watch: ResilientWatch, state: WatchState): AsyncIterable<WatchEvent> {
  if (state.position === undefined) {
    const list = await watch.list();
    yield* difference(state.seen, list);
    state.position = list.metadata.resourceVersion ?? '';
  }
  for await (const event of events(await watch.open(state.position, connectionSeconds))) {
    if (event.type === 'ERROR') {
      state.position = undefined;
      return;
    }
    state.progress = true;
    state.position = event.object.metadata.resourceVersion ?? state.position;
    if (event.type === 'BOOKMARK') continue;
    remember(state.seen, event);
    yield event;
  }
}

async function* events(body: AsyncIterable<Uint8Array>): AsyncIterable<WatchEvent> {
  for await (const line of readLines(body)) {
    if (line.trim() !== '') yield JSON.parse(line) as WatchEvent;
  }
}

/**
 * What happened between the last known state and this list. Deletions come first: the name of one
 * object may be that of another by now.
 */
function* difference(seen: Map<string, KubeObject>, list: KubeList): Iterable<WatchEvent> {
  const present = new Set(list.items.map(keyOf));
  for (const [key, object] of [...seen]) {
    if (present.has(key)) continue;
    seen.delete(key);
    yield { type: 'DELETED', object };
  }
  for (const object of list.items) {
    const before = seen.get(keyOf(object));
    seen.set(keyOf(object), object);
    if (before === undefined) yield { type: 'ADDED', object };
    else if (before.metadata.resourceVersion !== object.metadata.resourceVersion) {
      yield { type: 'MODIFIED', object };
    }
  }
}

function remember(seen: Map<string, KubeObject>, event: WatchEvent): void {
  if (event.type === 'ERROR') return;
  if (event.type === 'DELETED') seen.delete(keyOf(event.object));
  else seen.set(keyOf(event.object), event.object);
}

/** An object that was deleted and made again is another one: its uid tells. */
function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}/${metadata.uid ?? ''}`;
}

/** Refusals that asking again does not change. A lost connection and 410 are not among them. */
function isFinal(error: unknown): boolean {
  if (error instanceof KubeApiError) {
    return ['Unauthorized', 'Forbidden', 'NotFound', 'MethodNotAllowed', 'BadRequest'].includes(
      error.reason ?? '',
    );
  }
  return error instanceof AppError && error.code === 'ANSWER_TOO_LARGE';
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
