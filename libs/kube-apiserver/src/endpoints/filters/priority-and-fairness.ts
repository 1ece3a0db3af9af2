import type { FlowSchemas } from '../../flow-control/flow-schemas.js';
import { authorizationAttributes } from '../authorization-attributes.js';
import type { Filter } from '../filter.js';

/**
 * Tells which FlowSchema and priority level a request belongs to (`WithPriorityAndFairness`).
 * Nothing is queued: requests of a cluster are served one after the other anyway.
 */
export function withPriorityAndFairness(schemas: FlowSchemas): Filter {
  return (exchange, next) => {
    const found = schemas.flowOf(authorizationAttributes(exchange));
    if (found !== undefined) {
      exchange.response.setHeader('X-Kubernetes-PF-FlowSchema-UID', found.flowSchemaUid);
      exchange.response.setHeader('X-Kubernetes-PF-PriorityLevel-UID', found.priorityLevelUid);
    }
    return next(exchange);
  };
}
