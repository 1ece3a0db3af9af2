import type { ClusterClient } from '@drillyard/cluster';
import type { AccessSpec, BindableSubject } from '@drillyard/lab-spec';
import type { User } from '@drillyard/rbac';
import { type CheckOutcome, failed, passed } from '../check-outcome.js';
import { type AccessRequest, describeRequests, reasons, reviewAccess } from './access-review.js';
import { describeSubject } from './access-subject.js';
import { distinctEvidence, sentence, some } from './access-wording.js';
import { askedRequests } from './asked-requests.js';
import { findOthers, type Other } from './find-others.js';
import { isListed } from './listed-subject.js';
import { RbacSnapshot } from './rbac-snapshot.js';
import { isClusterScoped } from './resource-scope.js';

/** Somebody no binding can have been made for, and somebody who has not said who they are. */
const anybody: readonly { readonly who: string; readonly user: User }[] = [
  {
    who: 'a stranger',
    user: { name: 'a-stranger', groups: ['system:authenticated'] },
  },
  {
    who: 'the user system:anonymous',
    user: { name: 'system:anonymous', groups: ['system:unauthenticated'] },
  },
];

/**
 * Whether nobody but the listed may do anything of what is asked. RBAC's bindings name everybody
 * they let in; whether another authorizer lets in just anybody is asked of the cluster.
 */
export async function judgeNobodyBut(
  spec: AccessSpec,
  listed: readonly BindableSubject[],
  cluster: ClusterClient,
): Promise<CheckOutcome> {
  const requests = askedRequests(spec, spec.can);
  const others = await findNamed(requests, listed, cluster);
  if (others.length === 0) others.push(...(await findUnnamed(requests, listed, cluster)));
  const [first] = others;
  if (first === undefined) return passed;
  const can = (who: string, what: readonly AccessRequest[]) =>
    `${who} can ${describeRequests(what)}`;
  const listedNames = listed.map(describeSubject).join(', ');
  return failed(sentence(`${can(first.who, first.requests)}, and should not.`), {
    expected: can(`nobody${listedNames === '' ? '' : ` but ${listedNames}`}`, requests),
    actual: some(others.map((other) => can(other.who, other.requests))),
    evidence: distinctEvidence(others.flatMap(({ evidence }) => evidence)),
  });
}

/** By the bindings of the place; a question about the whole cluster is about every namespace. */
async function findNamed(
  requests: readonly AccessRequest[],
  listed: readonly BindableSubject[],
  cluster: ClusterClient,
): Promise<Other[]> {
  const [request] = requests;
  if (request === undefined) return [];
  const snapshot = await RbacSnapshot.take(cluster);
  const everywhere = findOthers(requests, listed, snapshot.clusterRoleBindings, snapshot);
  const place = 'path' in request ? '' : request.namespace;
  const bindings = place === '' ? snapshot.roleBindings : snapshot.listRoleBindings(place);
  const inNamespaces = findOthers(requests, listed, bindings, snapshot);
  if (inNamespaces.length === 0 || (await isClusterScoped(request, cluster))) return everywhere;
  return [...everywhere, ...inNamespaces];
}

async function findUnnamed(
  requests: readonly AccessRequest[],
  listed: readonly BindableSubject[],
  cluster: ClusterClient,
): Promise<Other[]> {
  const unlisted = anybody.filter(
    ({ user }) => !listed.some((each) => isListed(each, { user: user.name })),
  );
  const others = unlisted.map(async ({ who, user }): Promise<Other> => {
    const reviews = await Promise.all(
      requests.map((request) => reviewAccess(cluster, user, request)),
    );
    const allowed = reviews.filter(({ isAllowed }) => isAllowed);
    return { who, requests: allowed.map(({ request }) => request), evidence: reasons(allowed) };
  });
  return (await Promise.all(others)).filter(({ requests: allowed }) => allowed.length > 0);
}
