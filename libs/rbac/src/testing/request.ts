import type { AuthorizationAttributes } from '../attributes.js';

/** `request('get apps deployments/scale web', …)`, `request('get /healthz', …)`. */
export function request(
  row: string,
  { user = 'jane', groups = [] as readonly string[], namespace = '' } = {},
): AuthorizationAttributes {
  const [verb = '', second = '', path = '', name = ''] = row.split(' ');
  const isResourceRequest = !second.startsWith('/');
  const [resource = '', subresource = ''] = path.split('/');
  return {
    user: { name: user, groups },
    verb,
    isResourceRequest,
    apiGroup: isResourceRequest && second !== 'core' ? second : '',
    apiVersion: isResourceRequest ? 'v1' : '',
    resource,
    subresource,
    namespace,
    name,
    path: isResourceRequest ? '' : second,
  };
}
