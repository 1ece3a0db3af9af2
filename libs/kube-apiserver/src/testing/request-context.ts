import { createAuthorizationChain } from '../authorization/authorization-modes.js';
import { RbacAuthorizer } from '../authorization/rbac-authorizer.js';
import { RbacObjectReader } from '../authorization/rbac-object-reader.js';
import type { RequestContext } from '../registry/resource-strategy.js';
import type { Storage } from '../storage/storage.js';

/** The context of a request by a user, decided by the cluster's own RBAC. */
export function newRequestContext(
  storage: Storage,
  userName: string,
  { namespace = '', groups = ['system:authenticated'] as readonly string[] } = {},
): RequestContext {
  const { authorizer } = createAuthorizationChain(['RBAC'], {
    RBAC: () => new RbacAuthorizer(new RbacObjectReader(storage)),
  });
  return {
    user: { name: userName, groups },
    namespace,
    dryRun: false,
    now: () => new Date('2026-03-01T12:00:00Z'),
    reader: storage,
    authorize: (attributes) => authorizer.authorize(attributes),
    addWarning: () => undefined,
  };
}
