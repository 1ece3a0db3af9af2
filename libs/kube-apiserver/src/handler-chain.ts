import type { AuthorizationLog } from './authorization/authorization-log.js';
import { chain, type Handler } from './endpoints/filter.js';
import {
  type AuditOptions,
  auditFailedAuthentication,
  withAudit,
} from './endpoints/filters/audit.js';
import { withAuditInit } from './endpoints/filters/audit-init.js';
import { withAuthentication } from './endpoints/filters/authentication.js';
import { withAuthorization } from './endpoints/filters/authorization.js';
import { withCacheControl } from './endpoints/filters/cache-control.js';
import { withImpersonation } from './endpoints/filters/impersonation/impersonation.js';
import { withPanicRecovery } from './endpoints/filters/panic-recovery.js';
import { withPriorityAndFairness } from './endpoints/filters/priority-and-fairness.js';
import { withRequestDeadline } from './endpoints/filters/request-deadline.js';
import { withRequestInfo } from './endpoints/filters/request-info.js';
import { withStorageConnection } from './endpoints/filters/storage-connection.js';
import type { ServerContext } from './endpoints/server-context.js';
import type { FlowSchemas } from './flow-control/flow-schemas.js';
import type { StorageConnection } from './storage/storage-connection.js';

export interface HandlerChainHooks {
  /** Hears of every error that is not a Status. */
  readonly onUnexpected: (error: unknown) => void;
  readonly flowSchemas: FlowSchemas;
  /** What is recorded of requests, and where; nothing where it is left out. */
  readonly audit?: AuditOptions | undefined;
  readonly authorizationLog: AuthorizationLog;
  readonly storageConnection?: StorageConnection | undefined;
}

/**
 * What every request goes through, in upstream's order (apiserver `DefaultBuildHandlerChain`).
 * Warnings need no filter here: the exchange records them.
 */
export function buildHandlerChain(
  { authenticator, authorizer, now }: ServerContext,
  { onUnexpected, flowSchemas, audit, authorizationLog: log, storageConnection }: HandlerChainHooks,
  handler: Handler,
): Handler {
  const filters = [
    withAuditInit(now),
    withPanicRecovery(onUnexpected),
    withCacheControl,
    withRequestInfo,
    withRequestDeadline,
    withAuthentication(authenticator, audit && auditFailedAuthentication(audit, now)),
    ...(audit === undefined ? [] : [withAudit(audit, now)]),
    withImpersonation(authorizer, log, now),
    withPriorityAndFairness(flowSchemas),
    withAuthorization(authorizer, log, now),
    ...(storageConnection === undefined ? [] : [withStorageConnection(storageConnection)]),
  ];
  return chain(filters, handler);
}
