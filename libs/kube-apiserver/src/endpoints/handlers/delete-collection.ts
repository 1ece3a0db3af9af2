import type { KubeObject } from '@drillyard/kube-objects';
import { CustomResource } from '../../apiextensions/serving/custom-resource.js';
import { FairTurns } from '../../fair-turns.js';
import { deleteObject } from '../../registry/generic/delete-object.js';
import { listObjects } from '../../registry/generic/list-objects.js';
import { StatusError } from '../../status-error.js';
import { readListOptions } from '../list-options.js';
import { negotiateOutput, offers } from '../media-type.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { withoutType } from '../transform-object.js';
import { readDeleteOptions } from './delete.js';

/** DELETE of a collection: every selected object, one by one. */
export async function deleteCollection(scope: RequestScope): Promise<void> {
  const { exchange, resource, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.plain);
  const list = readListOptions(exchange, false);
  const { options, dryRun } = await readDeleteOptions(exchange);
  const context = requestContext(scope, dryRun);
  const page = listObjects(store, context.namespace, list);
  const deleted: KubeObject[] = [];
  const turns = new FairTurns();
  for (const { metadata } of page.objects) {
    await turns.pause();
    const { name = '', namespace = '' } = metadata;
    const object = await ignoringNotFound(
      deleteObject(store, name, options, { ...context, namespace }),
    );
    if (object !== undefined) deleted.push(object.object);
  }
  const metadata = { resourceVersion: String(store.storage.resourceVersion) };
  const kind = resource instanceof CustomResource ? resource.listKind : `${resource.kind}List`;
  await writeObject(
    exchange,
    200,
    { kind, apiVersion: store.apiVersion, metadata, items: deleted.map(withoutType) },
    output,
  );
}

/** Somebody else may have deleted it in between, which is as good. */
async function ignoringNotFound<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StatusError && error.reason === 'NotFound') return undefined;
    throw error;
  }
}
