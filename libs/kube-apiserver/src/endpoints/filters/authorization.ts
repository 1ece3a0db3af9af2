import type { AuthorizationLog } from '../../authorization/authorization-log.js';
import type { Authorizer } from '../../authorization/authorizer.js';
import { authorizationAttributes } from '../authorization-attributes.js';
import type { Filter } from '../filter.js';
import { forbiddenStatus } from '../forbidden-status.js';
import { writeInternalError } from '../internal-error.js';

const decisionKey = 'authorization.k8s.io/decision';
const reasonKey = 'authorization.k8s.io/reason';

/**
 * Lets through what an authorizer allows and answers 403 to the rest, or 500 where one of those
 * that should have answered could not (`WithAuthorization`).
 */
export function withAuthorization(
  authorizer: Authorizer,
  log: AuthorizationLog,
  now: () => Date,
): Filter {
  return async (exchange, next) => {
    const { audit, impersonator } = exchange;
    const attributes = authorizationAttributes(exchange);
    const answer = await authorizer.authorize(attributes);
    const { decision, reason, evaluationError } = answer;
    log.add({
      ...answer,
      auditId: audit.id,
      at: now(),
      attributes,
      purpose: 'request',
      ...(impersonator !== undefined && { impersonator }),
    });
    if (decision === 'Allow') {
      audit.addAnnotations({ [decisionKey]: 'allow', [reasonKey]: reason });
      return next(exchange);
    }
    if (evaluationError !== undefined) {
      audit.addAnnotation(reasonKey, 'internal error');
      return writeInternalError(exchange, evaluationError);
    }
    audit.addAnnotations({ [decisionKey]: 'forbid', [reasonKey]: reason });
    throw forbiddenStatus(attributes, reason);
  };
}
