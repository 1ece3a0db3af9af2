/**
 * `access`: what a user, a group or a service account may do.
 *
 * `can` and `cannot` are decided by the cluster's own authorizers, asked with a
 * SubjectAccessReview for every verb and name, so that any way of granting counts. `exactly` asks
 * the same for every expected rule, and besides holds all rules RBAC gives the subject, in every
 * namespace, against the expected ones: what goes beyond is named with the rule and the binding
 * it comes from, and with the escalation paths it opens. What Kubernetes grants everybody does
 * not count. RBAC's objects are the only rule set that can be listed; what another authorizer
 * grants beyond the expected is not seen.
 */
import type { ClusterClient } from '@drillyard/cluster';
import type { AccessSpec } from '@drillyard/lab-spec';
import {
  type AccessRequest,
  type AccessReview,
  describeRequest,
  reviewAccess,
} from '../access/access-review.js';
import { describeSubject, toUser } from '../access/access-subject.js';
import { describeExpected, toExpectedRules, toRequests } from '../access/expected-rules.js';
import { explainDenial } from '../access/explain-denial.js';
import { type Excess, findExcess } from '../access/find-excess.js';
import { RbacSnapshot, rbacTypes } from '../access/rbac-snapshot.js';
import { parseResourcePath } from '../access/resource-path.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, type Evidence, failed, passed } from '../check-outcome.js';

/** Pieces of evidence in one outcome: what does not fit a screen is not read. */
const evidenceMax = 8;
/** Permissions named in one line of an outcome. */
const shownMax = 5;

export const accessCheck: CheckEvaluator<'access'> = {
  kind: 'access',

  async evaluate({ spec }, { cluster }) {
    return (
      (await judgeCan(spec, cluster)) ??
      (await judgeCannot(spec, cluster)) ??
      (await judgeExactly(spec, cluster)) ??
      passed
    );
  },

  dependencies: () => ({ objects: rbacTypes }),
};

async function judgeCan(
  spec: AccessSpec,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  const requests = requestsOf(spec, spec.can);
  const denied = (await reviewAll(spec, requests, cluster)).filter(({ isAllowed }) => !isAllowed);
  return denied.length === 0 ? undefined : deniedOutcome(spec, requests, denied, cluster);
}

async function judgeCannot(
  spec: AccessSpec,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  const requests = requestsOf(spec, spec.cannot);
  const allowed = (await reviewAll(spec, requests, cluster)).filter(({ isAllowed }) => isAllowed);
  const [first] = allowed;
  if (first === undefined) return undefined;
  const who = describeSubject(spec.as);
  return failed(sentence(`${who} can ${describeRequest(first.request)}, and should not.`), {
    expected: `${who} cannot ${requests.map(describeRequest).join('; ')}`,
    actual: `${who} can ${some(allowed.map(({ request }) => describeRequest(request)))}`,
    evidence: reasons(allowed),
  });
}

async function judgeExactly(
  spec: AccessSpec,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  if (spec.exactly === undefined) return undefined;
  const expected = toExpectedRules(spec);
  const requests = expected.flatMap(toRequests);
  const denied = (await reviewAll(spec, requests, cluster)).filter(({ isAllowed }) => !isAllowed);
  const excess = findExcess(spec, expected, await RbacSnapshot.take(cluster));
  if (excess.length > 0) return excessOutcome(spec, excess);
  return denied.length === 0 ? undefined : deniedOutcome(spec, requests, denied, cluster);
}

async function deniedOutcome(
  spec: AccessSpec,
  requests: readonly AccessRequest[],
  denied: readonly AccessReview[],
  cluster: ClusterClient,
): Promise<CheckOutcome> {
  const who = describeSubject(spec.as);
  const snapshot = await RbacSnapshot.take(cluster);
  const evidence = denied.flatMap(({ request }) => explainDenial(spec.as, request, snapshot));
  const [first] = denied;
  const what = first === undefined ? '' : describeRequest(first.request);
  return failed(sentence(`${who} cannot ${what} yet.`), {
    expected: `${who} can ${requests.map(describeRequest).join('; ')}`,
    actual: `refused: ${denied.map(({ request }) => describeRequest(request)).join('; ')}`,
    evidence: distinct(evidence),
  });
}

function excessOutcome(spec: AccessSpec, excess: readonly Excess[]): CheckOutcome {
  const who = describeSubject(spec.as);
  const [first] = excess;
  const expected = toExpectedRules(spec).map(describeExpected);
  return failed(sentence(`${who} can do more than needed: ${first?.what}.`), {
    expected: expected.length === 0 ? 'nothing' : `only ${expected.join('; ')}`,
    actual: `also ${some(excess.map(({ what }) => what))}`,
    evidence: distinct(excess.flatMap(({ evidence }) => evidence)),
  });
}

function requestsOf(spec: AccessSpec, verbs: readonly string[] = []): AccessRequest[] {
  const { resource, apiGroup, nonResourceURL, namespace = '', resourceNames = [''] } = spec;
  if (nonResourceURL !== undefined) return verbs.map((verb) => ({ verb, path: nonResourceURL }));
  if (resource === undefined) return [];
  const path = parseResourcePath(resource, apiGroup);
  return verbs.flatMap((verb) => resourceNames.map((name) => ({ verb, ...path, namespace, name })));
}

function reviewAll(
  spec: AccessSpec,
  requests: readonly AccessRequest[],
  cluster: ClusterClient,
): Promise<AccessReview[]> {
  const user = toUser(spec.as);
  return Promise.all(requests.map((request) => reviewAccess(cluster, user, request)));
}

function reasons(reviews: readonly AccessReview[]): Evidence[] {
  return reviews
    .filter(({ reason }) => reason !== '')
    .map(({ request, reason }) => ({ object: describeRequest(request), message: reason }))
    .slice(0, evidenceMax);
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((each) => [JSON.stringify(each), each])).values()].slice(
    0,
    evidenceMax,
  );
}

/** The first of them, and how many there are besides. */
function some(texts: readonly string[]): string {
  const rest = texts.length - shownMax;
  return texts.slice(0, shownMax).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
