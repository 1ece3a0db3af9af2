import type { KubeObject, KubeStatus } from '@drillyard/kube-objects';
import type { ListOptions } from '../../endpoints/list-options.js';
import { StatusError } from '../../status-error.js';
import type { StorageEvent } from '../../storage/event-ring.js';
import { type Selection, selectionOf } from './object-selection.js';
import type { ResourceStore } from './resource-store.js';

/** As stored. BOOKMARK marks the end of the initial events where `initialEventsEnd` says so. */
export type ObjectEvent =
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: KubeObject }
  | {
      readonly type: 'BOOKMARK';
      readonly resourceVersion: number;
      readonly initialEventsEnd?: boolean;
    }
  | { readonly type: 'ERROR'; readonly status: KubeStatus };

/**
 * Tells of every change to the selected objects, starting where the options say. The events that
 * are known already come before this returns; a history that is forgotten comes as one ERROR.
 * Answers with how to stop. Throws where too many watches are open.
 */
export function watchObjects(
  store: ResourceStore,
  namespace: string,
  options: ListOptions,
  emit: (event: ObjectEvent) => void,
): () => void {
  const { storage, stored } = store;
  const selected = selectionOf(options.labelSelector, options.fieldSelector, store.strategy);
  const inNamespace = ({ metadata }: KubeObject) =>
    namespace === '' || metadata.namespace === namespace;
  const asked = options.resourceVersion ?? 0;
  const initial = options.sendInitialEvents ?? asked === 0;
  const current = storage.resourceVersion;
  const start = initial || asked === 0 ? current : Math.min(asked, current);
  if (initial) {
    for (const object of storage.list(stored, namespace === '' ? undefined : namespace)) {
      if (selected(object)) emit({ type: 'ADDED', object });
    }
    if (options.sendInitialEvents === true && options.allowWatchBookmarks) {
      emit({ type: 'BOOKMARK', resourceVersion: start, initialEventsEnd: true });
    }
  }
  try {
    return store.reading(() =>
      storage.watch(stored, start, (event) => {
        // A version that is yet to come is waited for.
        if (!inNamespace(event.object) || event.resourceVersion <= asked) return;
        const seen = asSeenThrough(selected, event);
        if (seen !== undefined) emit(seen);
      }),
    );
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'Expired') throw error;
    emit({ type: 'ERROR', status: error.toStatus() });
    return () => undefined;
  }
}

/** An object that starts, or stops, being selected appears, or disappears. */
function asSeenThrough(selected: Selection, event: StorageEvent): ObjectEvent | undefined {
  const { type, object, previous } = event;
  const is = type !== 'DELETED' && selected(object);
  const was = previous !== undefined && selected(previous);
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object };
  if (!was || previous === undefined) return undefined;
  if (type === 'DELETED') return { type, object };
  const metadata = { ...previous.metadata, resourceVersion: String(event.resourceVersion) };
  return { type: 'DELETED', object: { ...previous, metadata } };
}
