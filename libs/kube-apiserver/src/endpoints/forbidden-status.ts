import { type AuthorizationAttributes, goQuote } from '@drillyard/rbac';
import { forbidden, type StatusError } from '../status-error.js';

/** The 403 of a request that no authorizer allows (apiserver `responsewriters.ForbiddenStatusError`). */
export function forbiddenStatus(attributes: AuthorizationAttributes, reason: string): StatusError {
  const why = withoutHtml(describe(attributes));
  const resource = { group: attributes.apiGroup, resource: attributes.resource };
  return forbidden(resource, attributes.name, reason === '' ? why : `${why}: ${reason}`);
}

function describe(attributes: AuthorizationAttributes): string {
  const subject = `User ${goQuote(attributes.user.name)} cannot ${attributes.verb}`;
  if (!attributes.isResourceRequest) return `${subject} path ${goQuote(attributes.path)}`;
  const { resource, subresource, apiGroup, namespace } = attributes;
  const full = subresource === '' ? resource : `${resource}/${subresource}`;
  const what = `${subject} resource ${goQuote(full)} in API group ${goQuote(apiGroup)}`;
  if (namespace === '') return `${what} at the cluster scope`;
  return `${what} in the namespace ${goQuote(namespace)}`;
}

/** So that no browser takes the message for a page. */
export function withoutHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
