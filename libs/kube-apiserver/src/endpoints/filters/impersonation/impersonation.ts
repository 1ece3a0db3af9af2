import type { AuthorizationLog } from '../../../authorization/authorization-log.js';
import type { Authorizer } from '../../../authorization/authorizer.js';
import { authorizationAttributes } from '../../authorization-attributes.js';
import type { Filter } from '../../filter.js';
import { readImpersonationHeaders } from './impersonation-headers.js';
import { ImpersonationModes } from './impersonation-modes.js';

/**
 * Acts as the user the Impersonate-* headers name, where the requester may: for every request by
 * the verb `impersonate`, or for this one by constrained impersonation (apiserver
 * `WithConstrainedImpersonation`).
 */
export function withImpersonation(
  authorizer: Authorizer,
  log: AuthorizationLog,
  now: () => Date,
): Filter {
  const modes = new ImpersonationModes();
  return async (exchange, next) => {
    const wanted = readImpersonationHeaders(exchange);
    if (wanted === undefined) return next(exchange);
    const { audit, user: requestor } = exchange;
    const { user, constraint } = await modes.impersonate({
      attributes: authorizationAttributes(exchange),
      wanted,
      authorize: async (attributes) => {
        const answer = await authorizer.authorize(attributes);
        const purpose = 'impersonation';
        log.add({ ...answer, auditId: audit.id, at: now(), attributes, purpose });
        return answer;
      },
    });
    exchange.impersonator = requestor.name;
    exchange.user = user;
    audit.logImpersonatedUser(user, constraint);
    return next(exchange);
  };
}
