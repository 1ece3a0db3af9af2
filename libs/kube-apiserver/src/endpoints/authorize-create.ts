import { authorizationAttributes } from './authorization-attributes.js';
import { forbiddenStatus } from './forbidden-status.js';
import type { RequestScope } from './request-scope.js';

/** An update that turns out to create asks for leave to create (apiserver `withAuthorization`). */
export async function authorizeCreate({ exchange, server }: RequestScope): Promise<void> {
  const attributes = { ...authorizationAttributes(exchange), verb: 'create' };
  const { decision, reason } = await server.authorizer.authorize(attributes);
  if (decision !== 'Allow') throw forbiddenStatus(attributes, reason);
}
