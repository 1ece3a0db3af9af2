import type { ResourceInfo } from '@drillyard/kube-schema';
import { badRequest, methodNotAllowed, resourceNotServed } from '../status-error.js';
import { deprecationWarning } from './deprecated-resources.js';
import type { Exchange } from './exchange.js';
import type { Handler } from './filter.js';
import { connectOf } from './handlers/connect.js';
import { createResource, createSubresource } from './handlers/create.js';
import { deleteResource } from './handlers/delete.js';
import { deleteCollection } from './handlers/delete-collection.js';
import { getResource } from './handlers/get.js';
import { listResource } from './handlers/list.js';
import { patchResource } from './handlers/patch.js';
import { getScale, patchScale, updateScale } from './handlers/scale.js';
import { subresourceStrategyOf, updateResource } from './handlers/update.js';
import { watchResource } from './handlers/watch.js';
import { writePageNotFound } from './page-not-found.js';
import type { RequestScope } from './request-scope.js';
import type { ServerContext } from './server-context.js';

type VerbHandler = (scope: RequestScope) => Promise<void>;

const resourceVerbs: Readonly<Record<string, VerbHandler>> = {
  create: createResource,
  get: getResource,
  list: listResource,
  watch: watchResource,
  update: updateResource,
  patch: patchResource,
  delete: deleteResource,
  deletecollection: deleteCollection,
};

/** Subresources that act on an object, such as token. */
const actionVerbs: Readonly<Record<string, VerbHandler>> = { create: createSubresource };

/** Subresources whose bodies are the resource itself. */
const subresourceVerbs: Readonly<Record<string, VerbHandler>> = {
  get: getResource,
  update: updateResource,
  patch: patchResource,
};

const scaleVerbs: Readonly<Record<string, VerbHandler>> = {
  get: getScale,
  update: updateScale,
  patch: patchScale,
};

/** Answers the requests for resources; everything the API does not serve is a 404 or a 405. */
export function resourceHandler(server: ServerContext): Handler {
  return (exchange) => {
    if (!server.served.isServedGroup(exchange.requestInfo.apiGroup))
      return writePageNotFound(exchange);
    const scope = scopeOf(exchange, server);
    if (exchange.request.method === 'HEAD') throw methodNotAllowed();
    checkMethod(scope);
    const { verb, name } = exchange.requestInfo;
    checkPathSegment(name);
    const handler = verbHandlers(scope)[verb];
    if (handler === undefined) throw methodNotAllowed();
    const warning = deprecationWarning(scope.resource);
    if (warning !== undefined) {
      exchange.addWarning(warning);
      exchange.audit.addAnnotation('k8s.io/deprecated', 'true');
    }
    return handler(scope);
  };
}

/** Throws 404 where there is no such path, and 405 where it does not know the verb. */
function checkMethod({ exchange, resource, subresource }: RequestScope): void {
  const { verb, name, namespace } = exchange.requestInfo;
  if (subresource === undefined && !isPathServed(exchange, resource)) throw resourceNotServed();
  const verbs = subresource?.verbs ?? resource.verbs;
  if (!verbs.includes(verb)) throw methodNotAllowed();
  // Of the objects of all namespaces there are only lists.
  const isAllNamespaces = resource.namespaced && namespace === '';
  if (isAllNamespaces && !['list', 'watch'].includes(verb)) throw methodNotAllowed();
  const isCollection = ['create', 'list', 'watch', 'deletecollection'].includes(verb);
  if (!isCollection && name === '') throw methodNotAllowed();
  const isNamed = name !== '' && subresource === undefined;
  if (isNamed && (verb === 'create' || verb === 'deletecollection')) throw methodNotAllowed();
}

function verbHandlers(scope: RequestScope): Readonly<Record<string, VerbHandler>> {
  const { subresource } = scope;
  if (subresource === undefined) return resourceVerbs;
  if (subresource.name === 'scale') return scaleVerbs;
  const connect = connectOf(subresource.name);
  if (connect !== undefined) return { get: connect, create: connect };
  const isWhole = subresource.name === 'status' || subresourceStrategyOf(scope) !== undefined;
  return isWhole ? subresourceVerbs : actionVerbs;
}

function scopeOf(exchange: Exchange, server: ServerContext): RequestScope {
  const { apiGroup, apiVersion, resource: name, subresource } = exchange.requestInfo;
  const resource = server.served.findResource({
    group: apiGroup,
    version: apiVersion,
    resource: name,
  });
  if (resource === undefined || !isPathOf(exchange, resource)) throw resourceNotServed();
  const store = server.storeOf(resource);
  if (subresource === '') return { exchange, server, store, resource };
  const info = resource.subresources.find((candidate) => candidate.name === subresource);
  if (info === undefined) throw resourceNotServed();
  return { exchange, server, store, resource, subresource: info };
}

/** Objects with a namespace are named within it; objects without have no namespace in their path. */
function isPathOf({ requestInfo, path }: Exchange, resource: ResourceInfo): boolean {
  const { namespace, name, verb } = requestInfo;
  const isNamespace = resource.group === '' && resource.resource === 'namespaces';
  if (!resource.namespaced) return namespace === '' || (isNamespace && namespace === name);
  const collection = verb === 'list' || verb === 'watch';
  return namespace !== '' || (collection && !path.endsWith(`/${name}`)) || name === '';
}

const objectVerbs = ['get', 'update', 'patch', 'delete'];
const collectionVerbs = ['create', 'list', 'deletecollection'];

/** A path exists where anything can be done with it: what is only created has no objects. */
function isPathServed({ requestInfo }: Exchange, { namespaced, verbs }: ResourceInfo): boolean {
  const { verb, name, namespace } = requestInfo;
  if (namespaced && namespace === '') return verbs.includes('list');
  const isObject = name !== '' && !['list', 'watch'].includes(verb);
  return (isObject ? objectVerbs : collectionVerbs).some((each) => verbs.includes(each));
}

/** What can be no object's name is refused before anything looks for it (apimachinery `IsPathSegmentName`). */
function checkPathSegment(name: string): void {
  const quoted = `Name parameter invalid: ${JSON.stringify(name)}`;
  if (name === '.' || name === '..') throw badRequest(`${quoted}: may not be '${name}'`);
  const illegal = ['/', '%'].filter((part) => name.includes(part));
  if (illegal.length === 0) return;
  throw badRequest(`${quoted}: ${illegal.map((part) => `may not contain '${part}'`).join(';')}`);
}
