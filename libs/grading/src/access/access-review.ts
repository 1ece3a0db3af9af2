import type { ClusterClient } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import type { AuthorizationAttributes, User } from '@drillyard/rbac';
import type { Evidence } from '../check-outcome.js';
import { some } from './access-wording.js';

/** What is asked: about a resource, or about a path such as /metrics. */
export type AccessRequest =
  | {
      readonly verb: string;
      readonly group: string;
      readonly resource: string;
      readonly subresource: string;
      /** Empty is the whole cluster. */
      readonly namespace: string;
      readonly name: string;
    }
  | { readonly verb: string; readonly path: string };

export interface AccessReview {
  readonly request: AccessRequest;
  readonly isAllowed: boolean;
  /** The authorizer's own words, such as `RBAC: allowed by RoleBinding …`; may be empty. */
  readonly reason: string;
}

/** Asks the cluster's authorizers (authorization.k8s.io/v1 SubjectAccessReview). */
export async function reviewAccess(
  cluster: ClusterClient,
  user: User,
  request: AccessRequest,
): Promise<AccessReview> {
  const attributes =
    'path' in request ? { nonResourceAttributes: request } : { resourceAttributes: request };
  const review = await cluster.create({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SubjectAccessReview',
    metadata: {},
    spec: { user: user.name, groups: user.groups, ...attributes },
  });
  const { allowed = false, reason = '' } = statusOf(review);
  return { request, isAllowed: allowed, reason };
}

function statusOf(review: KubeObject): { allowed?: boolean; reason?: string } {
  return review['status'] ?? {};
}

/** The authorizer's own words, where it said any. */
export function reasons(reviews: readonly AccessReview[]): Evidence[] {
  return reviews
    .filter(({ reason }) => reason !== '')
    .map(({ request, reason }) => ({ object: describeRequest(request), message: reason }));
}

/** The request as an authorizer sees it, whoever asks. */
export function toAttributes(request: AccessRequest): AuthorizationAttributes {
  const user = { name: '', groups: [] };
  const version = { apiGroup: '', apiVersion: '' };
  if ('path' in request) {
    const noResource = { resource: '', subresource: '', namespace: '', name: '' };
    return { user, ...version, ...noResource, isResourceRequest: false, ...request };
  }
  const { group, ...asked } = request;
  return { user, ...version, ...asked, apiGroup: group, isResourceRequest: true, path: '' };
}

/** `watch pods in namespace atlas` */
export function describeRequest(request: AccessRequest): string {
  return `${request.verb} ${describeTarget(request)}`;
}

/** `get, list, watch pods in namespace atlas; get /metrics` */
export function describeRequests(requests: readonly AccessRequest[]): string {
  const verbs = new Map<string, string[]>();
  for (const request of requests) {
    const target = describeTarget(request);
    verbs.set(target, [...(verbs.get(target) ?? []), request.verb]);
  }
  return some([...verbs].map(([target, asked]) => `${asked.join(', ')} ${target}`));
}

function describeTarget(request: AccessRequest): string {
  if ('path' in request) return request.path;
  const { group, resource, subresource, namespace, name } = request;
  const what = `${resource}${group === '' ? '' : `.${group}`}${subresource === '' ? '' : `/${subresource}`}`;
  const which = name === '' ? '' : ` "${name}"`;
  return `${what}${which} ${describeNamespace(namespace)}`;
}

export function describeNamespace(namespace: string): string {
  return namespace === '' ? 'in the whole cluster' : `in namespace ${namespace}`;
}
