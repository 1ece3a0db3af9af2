import type { ResourceInfo } from '../resource-info.js';
import type { Endpoint } from './endpoint.js';
import { createOperation, objectOperations, operation, typeOf } from './object-operations.js';
import { type ApiOperation, metaTypes, pathParameter, watchMediaTypes } from './operation.js';
import { idPrefixOf, tagOf } from './operation-names.js';
import { subresourceOperations } from './subresource-operations.js';

/** The operations of a resource and its subresources. */
export function resourceOperations(resource: ResourceInfo, root: string): ApiOperation[] {
  const { kind, namespaced, verbs, group, version } = resource;
  const scope = namespaced ? '/namespaces/{namespace}' : '';
  const endpoint: Endpoint = {
    path: `${root}${scope}/${resource.resource}`,
    idPrefix: idPrefixOf(resource),
    idSubject: `${namespaced ? 'Namespaced' : ''}${kind}`,
    tag: tagOf(resource),
    gvk: { group, version, kind },
    parameters: namespaced ? [pathParameter('namespace')] : [],
  };
  const item = itemOf(endpoint);
  const everywhere = { ...endpoint, path: `${root}/${resource.resource}`, parameters: [] };
  const inAllNamespaces = { ...everywhere, idSubject: `${kind}ForAllNamespaces` };
  const lists = verbs.includes('list');
  const watches = verbs.includes('watch');
  return [
    ...(lists ? [listOperation(endpoint)] : []),
    ...(lists && namespaced ? [listOperation(inAllNamespaces)] : []),
    ...(watches ? watchOperations(endpoint, everywhere, item, root, namespaced) : []),
    ...writeOperations(endpoint, item, resource),
    ...resource.subresources.flatMap((subresource) => {
      return subresourceOperations(item, resource, subresource);
    }),
  ];
}

function itemOf(endpoint: Endpoint): Endpoint {
  const parameters = [...endpoint.parameters, pathParameter('name')];
  return { ...endpoint, path: `${endpoint.path}/{name}`, parameters };
}

function listOperation(endpoint: Endpoint): ApiOperation {
  const answers = { 200: `${typeOf(endpoint)}List` };
  return operation(endpoint, 'list', { answers, produces: watchMediaTypes });
}

/** The deprecated watch paths; clients use `?watch=true` on lists. */
function watchOperations(
  endpoint: Endpoint,
  everywhere: Endpoint,
  item: Endpoint,
  root: string,
  namespaced: boolean,
): ApiOperation[] {
  const watch = (at: Endpoint, idSubject: string, action: 'watch' | 'watchlist') => {
    const path = at.path.replace(root, `${root}/watch`);
    const answers = { 200: `${metaTypes}.WatchEvent` };
    return operation({ ...at, path, idSubject }, action, { answers, produces: watchMediaTypes });
  };
  const { kind } = endpoint.gvk;
  return [
    watch(endpoint, `${endpoint.idSubject}List`, 'watchlist'),
    ...(namespaced ? [watch(everywhere, `${kind}ListForAllNamespaces`, 'watchlist')] : []),
    watch(item, item.idSubject, 'watch'),
  ];
}

function writeOperations(
  collection: Endpoint,
  item: Endpoint,
  { verbs, returnsDeleted }: ResourceInfo,
): ApiOperation[] {
  const type = typeOf(item);
  const deleted = returnsDeleted ? type : `${metaTypes}.Status`;
  const options = { type: `${metaTypes}.DeleteOptions`, required: false, mediaTypes: ['*/*'] };
  const has = (verb: string) => verbs.includes(verb);
  return [
    ...(has('create') ? [createOperation(collection)] : []),
    ...(has('deletecollection')
      ? [
          operation(collection, 'deletecollection', {
            answers: { 200: `${metaTypes}.Status` },
            body: options,
          }),
        ]
      : []),
    ...objectOperations(item, verbs),
    ...(has('delete')
      ? [operation(item, 'delete', { answers: { 200: deleted, 202: deleted }, body: options })]
      : []),
  ];
}
