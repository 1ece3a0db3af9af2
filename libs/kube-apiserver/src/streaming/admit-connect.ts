import { authorizationAttributes } from '../endpoints/authorization-attributes.js';
import { type RequestScope, requestContext } from '../endpoints/request-scope.js';
import { badRequest, forbidden } from '../status-error.js';

/**
 * What comes before a connection to a pod: admission, and leave to create, which a GET over a
 * websocket needs too since 1.35
 * (gate AuthorizePodWebsocketUpgradeCreatePermission).
 */
export async function admitConnect(scope: RequestScope): Promise<void> {
  const { exchange, server, store, subresource } = scope;
  if (exchange.query.has('dryRun')) throw badRequest('dryRun is not supported');
  const { name, verb } = exchange.requestInfo;
  const attributes = store.admissionAttributes('CONNECT', requestContext(scope, false), {
    name,
    subresource: subresource?.name ?? '',
  });
  await server.admission.admit(attributes);
  await server.admission.validate(attributes);
  if (verb === 'create') return;
  const asked = { ...authorizationAttributes(exchange), verb: 'create' };
  const { decision, reason } = await server.authorizer.authorize(asked);
  if (decision !== 'Allow') throw forbidden(store.groupResource, name, reason);
}
