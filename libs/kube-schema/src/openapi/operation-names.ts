import type { GroupVersion } from '@drillyard/kube-objects';
import { capitalise } from './endpoint.js';

/** `RbacAuthorizationV1` of `rbac.authorization.k8s.io/v1`: what ids of operations have in them. */
export function idPrefixOf(groupVersion: GroupVersion): string {
  return capitalise(tagOf(groupVersion).replace(/_(.)/, (_, first) => first.toUpperCase()));
}

/** `rbacAuthorization_v1` of `rbac.authorization.k8s.io/v1`. */
export function tagOf({ group, version }: GroupVersion): string {
  return `${groupTagOf(group || 'core')}_${version}`;
}

/** `rbacAuthorization` of `rbac.authorization.k8s.io`. */
export function groupTagOf(group: string): string {
  const words = group.replace(/\.k8s\.io$/, '').split('.');
  return words.map((word, at) => (at === 0 ? word : capitalise(word))).join('');
}
