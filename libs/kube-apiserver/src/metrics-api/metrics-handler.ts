import { type KubeObject, matchesFields, matchesLabels } from '@drillyard/kube-objects';
import type { ResourceInfo } from '@drillyard/kube-schema';
import type { Exchange } from '../endpoints/exchange.js';
import type { Handler } from '../endpoints/filter.js';
import { type ListOptions, readListOptions } from '../endpoints/list-options.js';
import { negotiateOutput, type OutputMediaType, offers } from '../endpoints/media-type.js';
import { writeObject } from '../endpoints/response-writer.js';
import type { ServerContext } from '../endpoints/server-context.js';
import {
  partialObjectMetadata,
  readIncludeObject,
  tableOf,
  transformObject,
} from '../endpoints/transform-object.js';
import { badRequest, methodNotAllowed, notFound, resourceNotServed } from '../status-error.js';
import { isSilent, nodeMetrics, nodeNameOf, podMetrics } from './metrics-objects.js';
import { metricsResources, metricsVersion } from './metrics-resources.js';

const pods = { group: '', resource: 'pods' };
const nodes = { group: '', resource: 'nodes' };

/** Answers for metrics.k8s.io as metrics-server does, by what the cluster's storage says runs. */
export function metricsHandler(server: ServerContext): Handler {
  return (exchange) => {
    const { apiVersion, resource, subresource, verb, namespace } = exchange.requestInfo;
    const info = metricsResources.find((known) => {
      return known.version === apiVersion && known.resource === resource;
    });
    if (info === undefined || subresource !== '') throw resourceNotServed();
    if (!info.namespaced && namespace !== '') throw resourceNotServed();
    if (exchange.request.method === 'HEAD' || !info.verbs.includes(verb)) throw methodNotAllowed();
    return verb === 'get' ? writeOne(server, exchange, info) : writeList(server, exchange, info);
  };
}

function writeOne(server: ServerContext, exchange: Exchange, info: ResourceInfo): Promise<void> {
  const { namespace, name } = exchange.requestInfo;
  const output = negotiate(exchange, offers.object);
  const of = info.namespaced ? pods : nodes;
  const measured = server.storage.get(of, namespace, name);
  if (measured === undefined) throw notFound(of, name);
  const metrics = metricsOf(server, info, measured);
  const scope = { exchange, server, resource: info };
  if (metrics !== undefined) {
    return writeObject(exchange, 200, transformObject(scope, metrics, output), output);
  }
  const kind = { group: info.group, resource: info.kind.toLowerCase() };
  throw notFound(kind, info.namespaced ? `${namespace}/${name}` : name);
}

function writeList(server: ServerContext, exchange: Exchange, info: ResourceInfo): Promise<void> {
  const output = negotiate(exchange, offers.collection);
  const options = readListOptions(exchange, false);
  const items: KubeObject[] = [];
  for (const measured of selected(server, exchange, info, options)) {
    const metrics = metricsOf(server, info, measured);
    if (metrics !== undefined) items.push(metrics);
  }
  return writeObject(exchange, 200, listOf(server, exchange, info, items, output), output);
}

function listOf(
  server: ServerContext,
  exchange: Exchange,
  info: ResourceInfo,
  items: readonly KubeObject[],
  { as }: OutputMediaType,
): object {
  if (as?.kind === 'Table') {
    const scope = { exchange, server, resource: info };
    return tableOf(scope, items, {}, as.version, readIncludeObject(scope));
  }
  if (as !== undefined) {
    const apiVersion = `meta.k8s.io/${as.version}`;
    const partial = items.map((object) => partialObjectMetadata(object, apiVersion));
    return { kind: as.kind, apiVersion, metadata: {}, items: partial };
  }
  // A list says of its items what it says of itself: metrics-server's are typed.
  const typeless = items.map(({ kind: _kind, apiVersion: _apiVersion, ...rest }) => rest);
  return { kind: `${info.kind}List`, apiVersion: metricsVersion, metadata: {}, items: typeless };
}

function* selected(
  { storage }: ServerContext,
  { requestInfo: { namespace } }: Exchange,
  info: ResourceInfo,
  { labelSelector, fieldSelector }: ListOptions,
): Iterable<KubeObject> {
  for (const { field } of fieldSelector) {
    if (field !== 'metadata.name' && field !== 'metadata.namespace') {
      throw badRequest(`field label not supported: ${field}`);
    }
  }
  const of = info.namespaced ? pods : nodes;
  for (const object of storage.list(of, namespace === '' ? undefined : namespace)) {
    const { labels, name = '', namespace: own = '' } = object.metadata;
    const fieldOf = (field: string) => (field === 'metadata.name' ? name : own);
    if (matchesLabels(labelSelector, labels) && matchesFields(fieldSelector, fieldOf)) yield object;
  }
}

function metricsOf(
  { storage, now }: ServerContext,
  { namespaced }: ResourceInfo,
  measured: KubeObject,
): KubeObject | undefined {
  if (!namespaced) return nodeMetrics(measured, storage.list(pods), now());
  const node = storage.get(nodes, '', nodeNameOf(measured));
  return isSilent(node) ? undefined : podMetrics(measured, now());
}

/** Clients that would rather read protobuf take JSON as well; nobody asks for nothing else. */
function negotiate(exchange: Exchange, offer: Parameters<typeof negotiateOutput>[1]) {
  const clauses = exchange.header('accept').split(',');
  const others = clauses.filter((clause) => !clause.includes('protobuf'));
  return negotiateOutput(others.join(','), offer);
}
