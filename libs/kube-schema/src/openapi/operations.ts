import type { GroupVersion } from '@drillyard/kube-objects';
import type { ResourceInfo, SubresourceInfo } from '../resource-info.js';
import { resources } from '../resource-table.js';
import { schemaOf } from '../type-table.js';
import { connectOperations } from './connect-operations.js';
import { capitalise, type Endpoint, optionParameters } from './endpoint.js';
import {
  type ApiOperation,
  objectMediaTypes,
  parametersOfAction,
  patchMediaTypes,
  pathParameter,
  watchMediaTypes,
} from './operation.js';

const metaTypes = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Every operation of a group version, as upstream's installer registers them. */
export function operationsOf(groupVersion: GroupVersion): ApiOperation[] {
  const root = rootOf(groupVersion);
  const served = resources.filter(
    ({ group, version }) => group === groupVersion.group && version === groupVersion.version,
  );
  return [
    discoveryOperation(groupVersion, root),
    ...served.flatMap((resource) => resourceOperations(resource, root)),
  ];
}

/** Discovery above group versions: `/api/`, `/apis/` and `/apis/<group>/`. */
export function groupDiscoveryOperation(path: string): ApiOperation {
  const group = path.split('/')[2] ?? '';
  const discovery = { path, method: 'get', parameters: [], produces: objectMediaTypes } as const;
  if (path === '/api/') {
    const answers = { 200: `${metaTypes}.APIVersions` };
    return { ...discovery, tag: 'core', operationId: 'getCoreAPIVersions', answers };
  }
  if (group === '') {
    const answers = { 200: `${metaTypes}.APIGroupList` };
    return { ...discovery, tag: 'apis', operationId: 'getAPIVersions', answers };
  }
  const tag = groupTagOf(group);
  const answers = { 200: `${metaTypes}.APIGroup` };
  return { ...discovery, tag, operationId: `get${capitalise(tag)}APIGroup`, answers };
}

/** `/api/v1` or `/apis/apps/v1`. */
export function rootOf({ group, version }: GroupVersion): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

function discoveryOperation(groupVersion: GroupVersion, root: string): ApiOperation {
  return {
    path: `${root}/`,
    method: 'get',
    operationId: `get${idPrefixOf(groupVersion)}APIResources`,
    tag: tagOf(groupVersion),
    parameters: [],
    answers: { 200: `${metaTypes}.APIResourceList` },
    produces: objectMediaTypes,
  };
}

function resourceOperations(resource: ResourceInfo, root: string): ApiOperation[] {
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

function createOperation(endpoint: Endpoint): ApiOperation {
  const type = typeOf(endpoint);
  return operation(endpoint, 'post', {
    answers: { 200: type, 201: type, 202: type },
    body: { type, required: true, mediaTypes: ['*/*'] },
  });
}

function objectOperations(item: Endpoint, verbs: readonly string[]): ApiOperation[] {
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

function subresourceOperations(
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

const verbsOfIds = {
  get: 'read',
  list: 'list',
  watch: 'watch',
  watchlist: 'watch',
  post: 'create',
  put: 'replace',
  patch: 'patch',
  delete: 'delete',
  deletecollection: 'delete',
} as const;

const methods = {
  list: 'get',
  watch: 'get',
  watchlist: 'get',
  deletecollection: 'delete',
} as const;

function operation(
  endpoint: Endpoint,
  action: keyof typeof verbsOfIds,
  rest: Pick<ApiOperation, 'answers' | 'body'> & { produces?: readonly string[] },
): ApiOperation {
  const collection = action === 'deletecollection' ? 'Collection' : '';
  const { path, idPrefix, idSubject, tag, gvk } = endpoint;
  const query = parametersOfAction[action === 'watchlist' ? 'watch' : action];
  return {
    path,
    method: action in methods ? methods[action as keyof typeof methods] : (action as 'get'),
    operationId: `${verbsOfIds[action]}${idPrefix}${collection}${idSubject}`,
    tag,
    action,
    gvk,
    parameters: [...endpoint.parameters, ...query],
    produces: objectMediaTypes,
    ...rest,
  };
}

function typeOf({ gvk }: Endpoint): string {
  return schemaOf(gvk)?.name ?? 'string';
}

function idPrefixOf(groupVersion: GroupVersion): string {
  return capitalise(tagOf(groupVersion).replace(/_(.)/, (_, first) => first.toUpperCase()));
}

/** `rbacAuthorization_v1` of `rbac.authorization.k8s.io/v1`. */
function tagOf({ group, version }: GroupVersion): string {
  return `${groupTagOf(group || 'core')}_${version}`;
}

function groupTagOf(group: string): string {
  const words = group.replace(/\.k8s\.io$/, '').split('.');
  return words.map((word, at) => (at === 0 ? word : capitalise(word))).join('');
}
