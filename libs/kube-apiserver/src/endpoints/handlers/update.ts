import { cloneJson } from '@drillyard/kube-patch';
import { CustomResource } from '../../apiextensions/serving/custom-resource.js';
import { customResourceStatusStrategy } from '../../apiextensions/serving/custom-resource-strategy.js';
import { updateObject } from '../../registry/generic/update-object.js';
import type { SubresourceStrategy } from '../../registry/resource-strategy.js';
import { auditRequestObject } from '../audit-request-object.js';
import { authorizeCreate } from '../authorize-create.js';
import { decodeObject } from '../decode-object.js';
import { negotiateOutput, offers } from '../media-type.js';
import { readBody } from '../request-body.js';
import { type RequestScope, requestContext } from '../request-scope.js';
import { writeObject } from '../response-writer.js';
import { transformObject } from '../transform-object.js';
import { readWriteOptions } from '../write-options.js';

/** PUT of an object or of one of its subresources. */
export async function updateResource(scope: RequestScope): Promise<void> {
  const { exchange, resource, store } = scope;
  const output = negotiateOutput(exchange.header('accept'), offers.object);
  const body = await readBody(exchange);
  const options = readWriteOptions(exchange, 'UpdateOptions');
  const draft = await decodeObject(exchange, body, resource, options.fieldValidation);
  auditRequestObject(scope, draft);
  const { name, subresource } = exchange.requestInfo;
  const creates = subresource === '' && store.strategy?.createsOnUpdate === true;
  const { object, created } = await updateObject(
    store,
    {
      name,
      subresource,
      checksUid: true,
      transform: () => cloneJson(draft),
      subresourceStrategy: subresourceStrategyOf(scope),
      createsIfMissing: creates
        ? { draft: () => draft, authorizeCreate: () => authorizeCreate(scope) }
        : undefined,
    },
    requestContext(scope, options.dryRun),
  );
  const code = created ? 201 : 200;
  await writeObject(exchange, code, transformObject(scope, object, output), output);
}

export function subresourceStrategyOf(scope: RequestScope): SubresourceStrategy | undefined {
  const { server, resource, subresource } = scope;
  if (resource instanceof CustomResource) {
    return subresource?.name === 'status' ? customResourceStatusStrategy(resource) : undefined;
  }
  return server.subresourceStrategies.find(
    (candidate) =>
      candidate.group === resource.group &&
      candidate.resource === resource.resource &&
      candidate.subresource === subresource?.name,
  );
}
