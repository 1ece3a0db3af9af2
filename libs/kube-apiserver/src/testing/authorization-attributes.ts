import type { AuthorizationAttributes } from '@drillyard/rbac';

/** A request of nobody for nothing, but for what the test is about. */
export function resourceRequest(
  asked: Partial<AuthorizationAttributes> = {},
): AuthorizationAttributes {
  return {
    user: { name: '', groups: [] },
    verb: 'get',
    isResourceRequest: true,
    apiGroup: '',
    apiVersion: 'v1',
    resource: '',
    subresource: '',
    namespace: '',
    name: '',
    path: '',
    ...asked,
  };
}
