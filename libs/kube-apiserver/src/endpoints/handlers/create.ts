import type { KubeObject } from '@drillyard/kube-objects';
import { trackFields } from '../../managed-fields/track-fields.js';
import { createObject, ensureNamespace } from '../../registry/generic/create-object.js';
import type { Draft, RequestContext, ReviewHandler } from '../../registry/resource-strategy.js';
import { methodNotSupported } from '../../status-error.js';
import { auditRequestObject } from '../audit-request-object.js';
import { decodeObject } from '../decode-object.js';
import { negotiateOutput, offers } from '../media-type.js';
import { readBody } from '../request-body.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';
import { readWriteOptions } from '../write-options.js';

/** POST to a collection: an object to store, or a review to answer. */
export async function createResource(scope: RequestScope): Promise<void> {
  const { exchange, server, resource, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const body = await readBody(exchange);
  const options = readWriteOptions(exchange, 'CreateOptions');
  const draft = await decodeObject(exchange, body, resource, options.fieldValidation);
  auditRequestObject(scope, draft);
  const context = requestContext(scope, options.dryRun);
  const review = server.reviews.find(
    ({ group, resource: name }) => group === resource.group && name === resource.resource,
  );
  const created =
    review === undefined
      ? await createObject(store, draft, context)
      : asObject(await createReview(scope, review, draft, context));
  await writeObject(exchange, 201, transformObject(scope, created, output), output);
}

/** What is answered and not stored is admitted all the same. */
async function createReview(
  scope: RequestScope,
  review: ReviewHandler,
  draft: Draft,
  context: RequestContext,
): Promise<Draft> {
  const { server, store } = scope;
  draft['metadata'] ??= {};
  ensureNamespace(draft['metadata'], context.namespace);
  const asked = tracked(scope, draft, context);
  const name: string = asked['metadata'].name ?? '';
  const attributes = store.admissionAttributes('CREATE', context, {
    name,
    object: asObject(asked),
  });
  await server.admission.admit(attributes);
  await server.admission.validate(attributes);
  return review.create(asked, context);
}

/** POST to a subresource that acts: token, eviction, binding. */
export async function createSubresource(scope: RequestScope): Promise<void> {
  const { exchange, server, resource, subresource, store } = scope;
  const action = server.subresourceActions.find(
    (candidate) =>
      candidate.group === resource.group &&
      candidate.resource === resource.resource &&
      candidate.subresource === subresource?.name,
  );
  if (action === undefined || subresource === undefined) {
    throw methodNotSupported(store.groupResource, 'create');
  }
  const output = negotiateOutput(exchange.header('accept'), offers.plain);
  const body = await readBody(exchange);
  const options = readWriteOptions(exchange, 'CreateOptions');
  const draft = await decodeObject(exchange, body, subresource, options.fieldValidation);
  auditRequestObject(scope, draft);
  const context = requestContext(scope, options.dryRun);
  const parent = store.get(context.namespace, exchange.requestInfo.name);
  draft['metadata'] ??= {};
  ensureNamespace(draft['metadata'], context.namespace);
  const acting = tracked(scope, draft, context);
  const { name } = exchange.requestInfo;
  const attributes = store.admissionAttributes('CREATE', context, {
    name,
    object: asObject(acting),
    subresource: subresource.name,
  });
  await server.admission.admit(attributes);
  await server.admission.validate(attributes);
  const answer = asObject(await action.create(parent, acting, context));
  await writeObject(exchange, 201, answer, output);
}

/** Reviews and bodies of actions show who asked, though nothing of them is stored. */
function tracked(scope: RequestScope, draft: Draft, context: RequestContext): Draft {
  const { resource: info, subresource } = scope;
  const write = {
    info,
    subresource: subresource?.name ?? '',
    ...(subresource && { kind: subresource }),
  };
  draft['metadata'] ??= {};
  trackFields(write, undefined, draft, context);
  return draft;
}

/** Reviews and actions answer with drafts that have kind, apiVersion and metadata. */
function asObject(draft: Draft): KubeObject {
  return draft as unknown as KubeObject;
}
