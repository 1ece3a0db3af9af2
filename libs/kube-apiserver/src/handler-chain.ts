import { chain, type Filter, type Handler } from './endpoints/filter.js';
import { withAuditId } from './endpoints/filters/audit-id.js';
import { withAuthentication } from './endpoints/filters/authentication.js';
import { withAuthorization } from './endpoints/filters/authorization.js';
import { withCacheControl } from './endpoints/filters/cache-control.js';
import { withImpersonation } from './endpoints/filters/impersonation.js';
import { withPanicRecovery } from './endpoints/filters/panic-recovery.js';
import { withPriorityAndFairness } from './endpoints/filters/priority-and-fairness.js';
import { withRequestInfo } from './endpoints/filters/request-info.js';
import type { ServerContext } from './endpoints/server-context.js';
import type { FlowSchemas } from './flow-control/flow-schemas.js';

export interface HandlerChainHooks {
  /** Hears of every error that is not a Status. */
  readonly onUnexpected: (error: unknown) => void;
  readonly flowSchemas: FlowSchemas;
  /** Sees each request of a known user, and its answer. */
  readonly audit?: Filter;
}

/**
 * What every request goes through, in upstream's order (apiserver `DefaultBuildHandlerChain`).
 * Warnings need no filter here: the exchange records them.
 */
export function buildHandlerChain(
  { authenticator, authorizer }: ServerContext,
  { onUnexpected, flowSchemas, audit }: HandlerChainHooks,
  handler: Handler,
): Handler {
  const filters = [
    withAuditId,
    withPanicRecovery(onUnexpected),
    withCacheControl,
    withRequestInfo,
    withAuthentication(authenticator),
    ...(audit === undefined ? [] : [audit]),
    withImpersonation(authorizer),
    withPriorityAndFairness(flowSchemas),
    withAuthorization(authorizer),
  ];
  return chain(filters, handler);
}
