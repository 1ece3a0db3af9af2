import type { KubeObject } from '@drillyard/kube-objects';
import type { ListOptions } from '../../endpoints/list-options.js';
import {
  badRequest,
  resourceExpired,
  StatusError,
  tooLargeResourceVersion,
} from '../../status-error.js';
import { objectKey } from '../../storage/storage-key.js';
import { type ContinueToken, decodeContinue, encodeContinue } from './continue-token.js';
import { selectionOf } from './object-selection.js';
import type { ResourceStore } from './resource-store.js';

export interface ObjectPage {
  /** As stored. */
  readonly objects: readonly KubeObject[];
  readonly resourceVersion: number;
  readonly continue?: string;
  /** How many more there are; unknown where a selector is in use, as upstream. */
  readonly remainingItemCount?: number;
}

/** One page of a list, consistent with the pages before it. */
export function listObjects(
  store: ResourceStore,
  namespace: string,
  options: ListOptions,
): ObjectPage {
  const { limit, labelSelector, fieldSelector } = options;
  const selected = selectionOf(labelSelector, fieldSelector, store.strategy);
  const page = options.continue === '' ? undefined : decodePage(options);
  const resourceVersion = page?.resourceVersion ?? versionToRead(store, options);
  const all = read(store, namespace === '' ? undefined : namespace, resourceVersion, page);
  const first = page === undefined ? 0 : all.findIndex((object) => keyOf(object) >= page.start);
  const objects: KubeObject[] = [];
  let next = first < 0 ? all.length : first;
  for (; next < all.length && (limit === 0 || objects.length < limit); next++) {
    const object = all[next];
    if (object !== undefined && selected(object)) objects.push(object);
  }
  const following = all[next];
  if (following === undefined) return { objects, resourceVersion };
  const counted = labelSelector.length === 0 && fieldSelector.length === 0;
  return {
    objects,
    resourceVersion,
    continue: encodeContinue({ resourceVersion, start: keyOf(following) }),
    ...(counted ? { remainingItemCount: all.length - next } : {}),
  };
}

function decodePage(options: ListOptions): ContinueToken {
  if (options.resourceVersion !== undefined && options.resourceVersion !== 0) {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  return decodeContinue(options.continue);
}

function versionToRead({ storage }: ResourceStore, options: ListOptions): number {
  const { resourceVersion: asked = 0, resourceVersionMatch: match, limit } = options;
  const current = storage.resourceVersion;
  if (asked > current) throw tooLargeResourceVersion(asked, current);
  // Upstream reads a limited list with a resourceVersion, and no match, at exactly that version.
  const exact = match === 'Exact' || (match === '' && limit > 0 && asked > 0);
  return exact ? asked : current;
}

function read(
  store: ResourceStore,
  namespace: string | undefined,
  resourceVersion: number,
  page: ContinueToken | undefined,
): readonly KubeObject[] {
  try {
    return store.reading(() => store.storage.listAt(store.stored, namespace, resourceVersion));
  } catch (error) {
    if (!(error instanceof StatusError) || error.reason !== 'Expired') throw error;
    if (page === undefined) {
      throw resourceExpired('The resourceVersion for the provided list is too old.');
    }
    throw resourceExpired(
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    );
  }
}

function keyOf({ metadata }: KubeObject): string {
  return objectKey(metadata.namespace ?? '', metadata.name ?? '');
}
