import type { AuditPolicy } from '../../audit/audit-policy.js';
import type { AuditSink } from '../../audit/audit-sink.js';
import { evaluatePolicyRule } from '../../audit/policy-rule-evaluator.js';
import { sourceIps } from '../../audit/source-ips.js';
import type { UserInfo } from '../../authentication/authenticator.js';
import { StatusError } from '../../status-error.js';
import { authorizationAttributes } from '../authorization-attributes.js';
import type { Exchange } from '../exchange.js';
import type { Filter } from '../filter.js';
import { isLongRunning } from '../request-info.js';

/** apiserver `maxUserAgentLength`. */
const userAgentLengthMax = 1_024;

export interface AuditOptions {
  readonly policy: AuditPolicy;
  readonly sink: AuditSink;
}

/** Tells the sink of each stage of a request the policy asks for (apiserver `WithAudit`). */
export function withAudit({ policy, sink }: AuditOptions, now: () => Date): Filter {
  return async (exchange, next) => {
    const { audit } = exchange;
    begin(exchange, { policy, sink }, exchange.user);
    if (!audit.isEnabled) return next(exchange);
    audit.processStage('RequestReceived', audit.receivedAt);
    const isLong = isLongRunning(exchange.requestInfo);
    let isOver = false;
    exchange.response.onHead((code) => {
      if (isOver) return;
      audit.setResponseCode(code);
      if (isLong) audit.processStage('ResponseStarted', now());
    });
    try {
      await next(exchange);
    } catch (error) {
      isOver = true;
      fail(exchange, error, now, isLong);
      throw error;
    }
    if (!audit.hasResponseStatus) {
      const message = 'Connection closed early';
      audit.setResponseStatus({ metadata: {}, status: 'Success', message, code: 200 });
    }
    audit.processStage('ResponseComplete', now());
  };
}

/** The one event of a request whose credentials are not good (`WithFailedAuthenticationAudit`). */
export function auditFailedAuthentication(options: AuditOptions, now: () => Date) {
  return (exchange: Exchange, refusal: StatusError): void => {
    begin(exchange, options, undefined);
    exchange.audit.logResponseObject(refusal.toStatus());
    exchange.audit.processStage('ResponseStarted', now());
  };
}

function begin(exchange: Exchange, { policy, sink }: AuditOptions, user: UserInfo | undefined) {
  const { audit, request, requestInfo } = exchange;
  const attributes = authorizationAttributes(exchange);
  const asked = user === undefined ? { ...attributes, user: { name: '', groups: [] } } : attributes;
  const config = evaluatePolicyRule(policy, asked);
  const { resource, namespace, name, apiGroup, apiVersion, subresource } = requestInfo;
  audit.init({
    config,
    sink,
    request: {
      requestURI: request.url,
      verb: requestInfo.verb,
      user,
      sourceIPs: sourceIps((header) => exchange.header(header), request.remoteAddress),
      userAgent: truncated(exchange.header('user-agent')),
      objectRef: requestInfo.isResourceRequest
        ? { resource, namespace, name, apiGroup, apiVersion, subresource }
        : undefined,
    },
  });
}

/** The answer to an error is written further out: its event comes before it. */
function fail(exchange: Exchange, error: unknown, now: () => Date, isLong: boolean): void {
  const { audit } = exchange;
  if (error instanceof StatusError) {
    audit.logResponseObject(error.toStatus());
    if (isLong) audit.processStage('ResponseStarted', now());
    audit.processStage('ResponseComplete', now());
    return;
  }
  const message = `APIServer panic'd: ${error instanceof Error ? error.message : String(error)}`;
  const reason = 'InternalError';
  audit.setResponseStatus({ metadata: {}, status: 'Failure', message, reason, code: 500 });
  audit.processStage('Panic', now());
}

function truncated(userAgent: string): string {
  if (userAgent.length <= userAgentLengthMax) return userAgent;
  return `${userAgent.slice(0, userAgentLengthMax)}...TRUNCATED`;
}
