import type { ResourceInfo, SubresourceInfo } from '@drillyard/kube-schema';
import { managerOrUserAgent } from '../managed-fields/manager-name.js';
import type { ResourceStore } from '../registry/generic/resource-store.js';
import type { RequestContext } from '../registry/resource-strategy.js';
import type { Exchange } from './exchange.js';
import type { ServerContext } from './server-context.js';

/** A request for a resource, with all that is known about it (apiserver `RequestScope`). */
export interface RequestScope {
  readonly exchange: Exchange;
  readonly server: ServerContext;
  readonly store: ResourceStore;
  readonly resource: ResourceInfo;
  readonly subresource?: SubresourceInfo;
}

export function requestContext(scope: RequestScope, dryRun: boolean): RequestContext {
  const { exchange, server } = scope;
  return {
    user: exchange.user,
    // A namespace is its own namespace to authorization, but lives in none.
    namespace: scope.resource.namespaced ? exchange.requestInfo.namespace : '',
    dryRun,
    fieldManager: managerOrUserAgent(
      exchange.query.get('fieldManager') ?? '',
      exchange.header('user-agent'),
    ),
    now: server.now,
    reader: server.storage,
    authorize: (attributes) => server.authorizer.authorize(attributes),
    addWarning: (message) => exchange.addWarning(message),
    addAuditAnnotation: (key, value) => exchange.audit.addAnnotation(key, value),
  };
}
