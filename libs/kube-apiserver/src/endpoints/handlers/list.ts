import { CustomResource } from '../../apiextensions/serving/custom-resource.js';
import { listObjects, type ObjectPage } from '../../registry/generic/list-objects.js';
import { readListOptions } from '../list-options.js';
import { negotiateOutput, type OutputMediaType, offers } from '../media-type.js';
import type { RequestScope } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import {
  partialObjectMetadata,
  readIncludeObject,
  tableOf,
  withoutType,
} from '../transform-object.js';

/** GET of a collection. */
export async function listResource(scope: RequestScope): Promise<void> {
  const { exchange, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.collection);
  const { namespace } = exchange.requestInfo;
  const page = listObjects(
    store,
    scope.resource.namespaced ? namespace : '',
    readListOptions(exchange, false),
  );
  const { resource, server } = scope;
  const list = listOf(scope, page, output);
  if (output.as !== undefined || resource instanceof CustomResource) {
    return writeObject(exchange, 200, list, output);
  }
  const { items: _items, ...head } = list as TypedList;
  const text = () => server.texts.list(head)(page.objects.map((object) => store.toServed(object)));
  await writeObject(exchange, 200, list, output, text);
}

interface TypedList {
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: object;
  readonly items: readonly object[];
}

function listOf(scope: RequestScope, page: ObjectPage, output: OutputMediaType): unknown {
  const { store, resource } = scope;
  const objects = page.objects.map((object) => store.toServed(object));
  const metadata = {
    resourceVersion: String(page.resourceVersion),
    ...(page.continue === undefined ? {} : { continue: page.continue }),
    ...(page.remainingItemCount === undefined
      ? {}
      : { remainingItemCount: page.remainingItemCount }),
  };
  if (output.as?.kind === 'Table') {
    return tableOf(scope, objects, metadata, output.as.version, readIncludeObject(scope));
  }
  if (output.as !== undefined) {
    const apiVersion = `meta.k8s.io/${output.as.version}`;
    const items = objects.map((object) => partialObjectMetadata(object, apiVersion));
    return { kind: output.as.kind, apiVersion, metadata, items };
  }
  if (resource instanceof CustomResource) {
    const { apiVersion, listKind: kind } = resource;
    return {
      apiVersion,
      items: objects,
      kind,
      // A list of maps says so, too, where there is no further page.
      metadata: Object.fromEntries(Object.entries({ continue: '', ...metadata }).sort()),
    };
  }
  const kind = `${resource.kind}List`;
  return { kind, apiVersion: store.apiVersion, metadata, items: objects.map(withoutType) };
}
