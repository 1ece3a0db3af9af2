import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { Exchange } from './exchange.js';

/** The request as an authorizer sees it (apiserver `GetAuthorizerAttributes`). */
export function authorizationAttributes({ user, requestInfo }: Exchange): AuthorizationAttributes {
  const { isResourceRequest, verb, path } = requestInfo;
  return {
    user,
    verb,
    isResourceRequest,
    apiGroup: requestInfo.apiGroup,
    apiVersion: requestInfo.apiVersion,
    resource: requestInfo.resource,
    subresource: requestInfo.subresource,
    namespace: requestInfo.namespace,
    name: requestInfo.name,
    path: isResourceRequest ? '' : path,
  };
}
