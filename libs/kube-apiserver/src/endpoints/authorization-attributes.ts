import {
  type FieldSelector,
  parseFieldSelector,
  SelectorSyntaxError,
} from '@drillyard/kube-objects';
import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { Exchange } from './exchange.js';

/** The request as an authorizer sees it (apiserver `GetAuthorizerAttributes`). */
export function authorizationAttributes(exchange: Exchange): AuthorizationAttributes {
  const { user, requestInfo } = exchange;
  const fieldSelector = readFieldSelector(exchange);
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
    ...(fieldSelector.length > 0 && { fieldSelector }),
  };
}

/** A selector that cannot be read narrows nothing here; the request is refused for it later. */
function readFieldSelector({ query, requestInfo }: Exchange): FieldSelector {
  const text = query.get('fieldSelector') ?? '';
  const isCollection = ['list', 'watch', 'deletecollection'].includes(requestInfo.verb);
  if (!isCollection || text === '') return [];
  try {
    return parseFieldSelector(text);
  } catch (error) {
    if (error instanceof SelectorSyntaxError) return [];
    throw error;
  }
}
