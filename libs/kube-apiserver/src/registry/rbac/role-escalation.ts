/**
 * Who may write which roles and bindings: nobody grants what they do not hold, unless they may
 * `escalate` roles or `bind` them (upstream `pkg/registry/rbac`, the `policybased` storages).
 */
import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import {
  findEscalation,
  fullAuthority,
  type PolicyRule,
  type RoleRef,
  rbacGroup,
  roleReferenceRules,
} from '@drillyard/rbac';
import { systemPrivilegedGroup } from '../../authorization/authorization-modes.js';
import { forbidden, notFound, unknownError } from '../../status-error.js';
import type { Draft, RequestContext } from '../resource-strategy.js';
import { aggregationSelectors } from './aggregated-rules.js';
import { rbacReader } from './rbac-reader.js';

/** `old` is left out for a create. */
export async function checkRoleEscalation(
  resource: 'roles' | 'clusterroles',
  draft: Draft,
  old: KubeObject | undefined,
  context: RequestContext,
): Promise<void> {
  // A create is asked about without a name, as the request has none.
  const target = { resource, name: old?.metadata.name ?? '', namespace: context.namespace };
  if (isPrivileged(context) || (await isAuthorized('escalate', target, context))) return;
  if (old !== undefined && changesOnlyOwnership(draft, old)) return;
  const { name = '' } = draft['metadata'];
  const groupResource = { group: rbacGroup, resource };
  const refusal = escalation(draft['rules'] ?? [], resource, context);
  if (refusal !== undefined) throw forbidden(groupResource, name, refusal);
  const gathers = [draft as unknown as KubeObject, old].some(
    (role) => role !== undefined && (aggregationSelectors(role)?.length ?? 0) > 0,
  );
  if (gathers && escalation(fullAuthority, resource, context) !== undefined) {
    const why = 'must have cluster-admin privileges to use the aggregationRule';
    throw forbidden(groupResource, name, why);
  }
}

const roleResources: ReadonlyMap<string, string> = new Map([
  ['Role', 'roles'],
  ['ClusterRole', 'clusterroles'],
]);

/** `old` is left out for a create. */
export async function checkBindingEscalation(
  resource: 'rolebindings' | 'clusterrolebindings',
  draft: Draft,
  old: KubeObject | undefined,
  context: RequestContext,
): Promise<void> {
  if (isPrivileged(context) || (old !== undefined && changesOnlyOwnership(draft, old))) return;
  const roleRef: RoleRef = draft['roleRef'] ?? { apiGroup: '', kind: '', name: '' };
  const { namespace, reader } = context;
  const roleResource = roleResources.get(roleRef.kind);
  const target = { resource: roleResource ?? '', name: roleRef.name, namespace };
  if (roleResource !== undefined && (await isAuthorized('bind', target, context))) return;
  const found = roleReferenceRules(roleRef, namespace, rbacReader(reader));
  const groupResource = { group: rbacGroup, resource };
  if ('error' in found) {
    throw found.isMissing ? notFound(groupResource, roleRef.name) : unknownError(found.error);
  }
  const refusal = escalation(found.rules, resource, context);
  if (refusal !== undefined) throw forbidden(groupResource, draft['metadata'].name ?? '', refusal);
}

function escalation(
  rules: readonly PolicyRule[],
  resource: string,
  { user, namespace, reader }: RequestContext,
): string | undefined {
  return findEscalation(user, namespace, rules, rbacReader(reader), resource);
}

function isPrivileged({ user }: RequestContext): boolean {
  return user.groups.includes(systemPrivilegedGroup);
}

async function isAuthorized(
  verb: 'escalate' | 'bind',
  target: { readonly resource: string; readonly name: string; readonly namespace: string },
  { user, authorize }: RequestContext,
): Promise<boolean> {
  const { decision } = await authorize({
    user,
    verb,
    isResourceRequest: true,
    apiGroup: rbacGroup,
    apiVersion: '*',
    subresource: '',
    path: '',
    ...target,
  });
  return decision === 'Allow';
}

/** What garbage collection writes is no grant (upstream `IsOnlyMutatingGCFields`). */
function changesOnlyOwnership(draft: Draft, old: KubeObject): boolean {
  const comparable = ({ metadata = {}, ...rest }: Draft) => {
    const {
      ownerReferences: _owners,
      finalizers: _finalizers,
      managedFields: _fields,
      ...kept
    } = metadata;
    return { ...rest, metadata: kept };
  };
  return isDeepStrictEqual(comparable(draft), comparable(old));
}
