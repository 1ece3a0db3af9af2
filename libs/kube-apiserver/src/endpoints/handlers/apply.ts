import type { GroupVersionKind, KubeObject } from '@drillyard/kube-objects';
import { DecodeError } from '@drillyard/kube-schema';
import { conformKind } from '../../apiextensions/serving/conform-kind.js';
import { type FieldManager, formatKind } from '../../managed-fields/field-manager.js';
import { fieldManagerOf, writerOf } from '../../managed-fields/track-fields.js';
import { updateObject } from '../../registry/generic/update-object.js';
import type { Draft, RequestContext } from '../../registry/resource-strategy.js';
import { badRequest, conflict, unknownError } from '../../status-error.js';
import { authorizeCreate } from '../authorize-create.js';
import { decodeApplied } from '../decode-applied.js';
import { negotiateOutput, offers } from '../media-type.js';
import { readBody } from '../request-body.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';
import { readWriteOptions, type WriteOptions } from '../write-options.js';
import { subresourceStrategyOf } from './update.js';

/** Server-side apply of an object, which it creates where there is none, or of a subresource. */
export async function applyResource(scope: RequestScope): Promise<void> {
  const { exchange, store, resource } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const body = await readBody(exchange);
  const options = readWriteOptions(exchange, 'PatchOptions', true);
  const { name, subresource } = exchange.requestInfo;
  const applied = await decodeApplied(exchange, body, options.fieldValidation);
  const context = applyContext(scope, options);
  const manager = fieldManagerOf({ info: resource, subresource });
  const merge = (live?: KubeObject): Draft =>
    mergeApplied({ manager, applied, options, context, kind: resource }, live);
  const draft = () => checkNew(scope, merge());
  const { object, created } = await updateObject(
    store,
    {
      name,
      subresource,
      transform: merge,
      subresourceStrategy: subresourceStrategyOf(scope),
      createsIfMissing:
        subresource === '' ? { draft, authorizeCreate: () => authorizeCreate(scope) } : undefined,
    },
    context,
  );
  const code = created ? 201 : 200;
  await writeObject(exchange, code, transformObject(scope, object, output), output);
}

/** The apply keeps the books itself: the registry must not count it as an update as well. */
export function applyContext(scope: RequestScope, { dryRun }: WriteOptions): RequestContext {
  return { ...requestContext(scope, dryRun), fieldManager: undefined };
}

export interface AppliedObject {
  readonly manager: FieldManager;
  readonly applied: Draft;
  readonly options: WriteOptions;
  readonly context: RequestContext;
  readonly kind: GroupVersionKind;
}

/** The live object, or a new one, with what is applied merged in, in the shape of its kind. */
export function mergeApplied(
  { manager, applied, options, context, kind }: AppliedObject,
  live: KubeObject | undefined,
): Draft {
  const writer = writerOf(context, options.fieldManager);
  const merged = manager.apply(live, applied, writer, options.force);
  try {
    return conformKind(merged, kind).object;
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { namespace = '', name = '' } = applied['metadata'] ?? {};
    const what = `${namespace}/${name}; ${formatKind(kind)}`;
    throw unknownError(
      `failed to convert new object (${what}) to proper version: unable to convert unstructured object to ${formatKind(kind)}: ${error.message}`,
    );
  }
}

/** What there is to say only of an object that is not there yet. */
function checkNew({ exchange, store }: RequestScope, draft: Draft): Draft {
  const { name } = exchange.requestInfo;
  const { uid, name: sent = '' } = draft['metadata'];
  if (uid) {
    const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    throw conflict(store.groupResource, name, why);
  }
  if (sent === '') {
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  }
  if (sent !== name) {
    throw badRequest(
      `the name of the object (${sent}) does not match the name on the URL (${name})`,
    );
  }
  // There is no version to be based on: upstream lets it pass.
  delete draft['metadata'].resourceVersion;
  return draft;
}
