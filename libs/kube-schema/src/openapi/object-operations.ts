import { schemaOf } from '../type-table.js';
import type { Endpoint } from './endpoint.js';
import {
  type ApiOperation,
  metaTypes,
  objectMediaTypes,
  parametersOfAction,
  patchMediaTypes,
} from './operation.js';

/** POST of an object to a collection, or to a subresource that only takes one. */
export function createOperation(endpoint: Endpoint): ApiOperation {
  const type = typeOf(endpoint);
  return operation(endpoint, 'post', {
    answers: { 200: type, 201: type, 202: type },
    body: { type, required: true, mediaTypes: ['*/*'] },
  });
}

/** GET, PUT and PATCH of one object, as far as it has the verbs. */
export function objectOperations(item: Endpoint, verbs: readonly string[]): ApiOperation[] {
  const type = typeOf(item);
  const written = { 200: type, 201: type };
  const patch = { type: `${metaTypes}.Patch`, required: true, mediaTypes: patchMediaTypes };
  const object = { type, required: true, mediaTypes: ['*/*'] };
  return [
    ...(verbs.includes('get') ? [operation(item, 'get', { answers: { 200: type } })] : []),
    ...(verbs.includes('update')
      ? [operation(item, 'put', { answers: written, body: object })]
      : []),
    ...(verbs.includes('patch')
      ? [operation(item, 'patch', { answers: written, body: patch })]
      : []),
  ];
}

/** HTTP method, and verb in the operation's id, of each action. */
const actions = {
  get: { method: 'get', verb: 'read' },
  list: { method: 'get', verb: 'list' },
  watch: { method: 'get', verb: 'watch' },
  watchlist: { method: 'get', verb: 'watch' },
  post: { method: 'post', verb: 'create' },
  put: { method: 'put', verb: 'replace' },
  patch: { method: 'patch', verb: 'patch' },
  delete: { method: 'delete', verb: 'delete' },
  deletecollection: { method: 'delete', verb: 'delete' },
} as const;

/** One operation, named and with parameters as its action demands. */
export function operation(
  endpoint: Endpoint,
  action: keyof typeof actions,
  rest: Pick<ApiOperation, 'answers' | 'body'> & { produces?: readonly string[] },
): ApiOperation {
  const collection = action === 'deletecollection' ? 'Collection' : '';
  const { method, verb } = actions[action];
  const { path, idPrefix, idSubject, tag, gvk } = endpoint;
  const query = parametersOfAction[action === 'watchlist' ? 'watch' : action];
  return {
    path,
    method,
    operationId: `${verb}${idPrefix}${collection}${idSubject}`,
    tag,
    action,
    gvk,
    parameters: [...endpoint.parameters, ...query],
    produces: objectMediaTypes,
    ...rest,
  };
}

/** Upstream name of the type of the bodies. */
export function typeOf({ gvk }: Endpoint): string {
  return schemaOf(gvk)?.name ?? 'string';
}
