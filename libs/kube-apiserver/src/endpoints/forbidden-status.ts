import type { AuthorizationAttributes } from '@drillyard/rbac';
import { forbidden, quote, type StatusError } from '../status-error.js';

/** The 403 of a request that no authorizer allows (apiserver `responsewriters.ForbiddenStatusError`). */
export function forbiddenStatus(attributes: AuthorizationAttributes, reason: string): StatusError {
  const why = withoutHtml(describe(attributes));
  const resource = { group: attributes.apiGroup, resource: attributes.resource };
  return forbidden(resource, attributes.name, reason === '' ? why : `${why}: ${reason}`);
}

function describe(attributes: AuthorizationAttributes): string {
  const subject = `User ${quote(attributes.user.name)} cannot ${attributes.verb}`;
  if (!attributes.isResourceRequest) return `${subject} path ${quote(attributes.path)}`;
  const { resource, subresource, apiGroup, namespace } = attributes;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const what = `${subject} resource ${quote(full)} in API group ${quote(apiGroup)}`;
  if (namespace === '') return `${what} at the cluster scope`;
  return `${what} in the namespace ${quote(namespace)}`;
}

/** So that no browser takes the message for a page. */
function withoutHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
