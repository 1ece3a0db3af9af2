import type { ResourceInfo, SubresourceInfo } from '../resource-info.js';
import { schemaOf } from '../type-table.js';
import { connectOperations } from './connect-operations.js';
import { capitalise, type Endpoint, optionParameters } from './endpoint.js';
import { createOperation, objectOperations, operation } from './object-operations.js';
import { type ApiOperation, objectMediaTypes } from './operation.js';

/** The operations of a subresource: an object's, one of its own, a log, or a connection. */
export function subresourceOperations(
  item: Endpoint,
  resource: ResourceInfo,
  { name, group, version, kind, verbs }: SubresourceInfo,
): ApiOperation[] {
  const endpoint: Endpoint = {
    ...item,
    path: `${item.path}/${name}`,
    idSubject: `${item.idSubject}${capitalise(name)}`,
    gvk: { group, version, kind },
  };
  if (kind.endsWith('Options')) return connectOperations(endpoint, verbs);
  if (name === 'log') return [logOperation(endpoint, resource)];
  return [
    ...(verbs.includes('create') ? [createOperation(endpoint)] : []),
    ...objectOperations(endpoint, verbs),
  ];
}

function logOperation(endpoint: Endpoint, { group, version }: ResourceInfo): ApiOperation {
  const read = operation(endpoint, 'get', {
    answers: { 200: 'string' },
    produces: ['text/plain', ...objectMediaTypes],
  });
  const options = schemaOf({ group, version, kind: 'PodLogOptions' })?.fields ?? [];
  return { ...read, parameters: [...read.parameters, ...optionParameters(options)] };
}
