import type { Authorizer } from '../../authorization/authorizer.js';
import { authorizationAttributes } from '../authorization-attributes.js';
import type { Filter } from '../filter.js';
import { forbiddenStatus } from '../forbidden-status.js';

/** Lets through what an authorizer allows and answers 403 to the rest (`WithAuthorization`). */
export function withAuthorization(authorizer: Authorizer): Filter {
  return async (exchange, next) => {
    const attributes = authorizationAttributes(exchange);
    const { decision, reason } = await authorizer.authorize(attributes);
    if (decision !== 'Allow') throw forbiddenStatus(attributes, reason);
    return next(exchange);
  };
}
