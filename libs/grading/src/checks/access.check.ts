/**
 * `access`: what a user, a group or a service account may do.
 *
 * `can` and `cannot` are decided by the cluster's own authorizers, asked with a
 * SubjectAccessReview for every verb and name, so that any way of granting counts. `exactly` asks
 * the same for every expected rule, and besides holds all rules RBAC gives the subject, in every
 * namespace, against the expected ones: what goes beyond is named with the rule and the binding
 * it comes from, and with the escalation paths it opens; `atMost` does no more than that. What
 * Kubernetes grants everybody does not count. RBAC's objects are the only rule set that can be listed; what another authorizer
 * grants beyond the expected is not seen. `nobodyBut` turns the question round: who else may.
 */
import type { ClusterClient } from '@drillyard/cluster';
import { invariant } from '@drillyard/errors';
import type { AccessSpec, AccessSubject } from '@drillyard/lab-spec';
import {
  type AccessRequest,
  type AccessReview,
  describeRequests,
  reasons,
  reviewAccess,
} from '../access/access-review.js';
import { describeSubject, toUser } from '../access/access-subject.js';
import { distinctEvidence, evidenceMax, sentence, some } from '../access/access-wording.js';
import { askedRequests } from '../access/asked-requests.js';
import {
  describeExpected,
  type ExpectedRule,
  toExpectedRules,
  toRequests,
} from '../access/expected-rules.js';
import { explainDenial } from '../access/explain-denial.js';
import { findExcess } from '../access/find-excess.js';
import { judgeNobodyBut } from '../access/judge-nobody-but.js';
import { RbacSnapshot, rbacTypes } from '../access/rbac-snapshot.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, passed } from '../check-outcome.js';

/** A question about one subject. */
type AccessOfOne = AccessSpec & { readonly as: AccessSubject };

export const accessCheck: CheckEvaluator<'access'> = {
  kind: 'access',

  async evaluate({ spec }, { cluster }) {
    const { as, nobodyBut } = spec;
    if (nobodyBut !== undefined) return judgeNobodyBut(spec, nobodyBut, cluster);
    invariant(as !== undefined, 'an access check without a subject was not refused');
    const ofOne = { ...spec, as };
    return (
      (await judgeCan(ofOne, cluster)) ??
      (await judgeCannot(ofOne, cluster)) ??
      (await judgeExactly(ofOne, cluster)) ??
      (await judgeAtMost(ofOne, cluster)) ??
      passed
    );
  },

  dependencies: () => ({ objects: rbacTypes }),
};

async function judgeCan(
  spec: AccessOfOne,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  const requests = askedRequests(spec, spec.can);
  const denied = (await reviewAll(spec, requests, cluster)).filter(({ isAllowed }) => !isAllowed);
  return denied.length === 0 ? undefined : deniedOutcome(spec, requests, denied, cluster);
}

async function judgeCannot(
  spec: AccessOfOne,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  const requests = askedRequests(spec, spec.cannot);
  const allowed = (await reviewAll(spec, requests, cluster)).filter(({ isAllowed }) => isAllowed);
  if (allowed.length === 0) return undefined;
  const who = describeSubject(spec.as);
  const can = describeRequests(allowed.map(({ request }) => request));
  return failed(sentence(`${who} can ${can}, and should not.`), {
    expected: `${who} cannot ${describeRequests(requests)}`,
    actual: `${who} can ${can}`,
    evidence: reasons(allowed).slice(0, evidenceMax),
  });
}

async function judgeExactly(
  spec: AccessOfOne,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  if (spec.exactly === undefined) return undefined;
  const expected = toExpectedRules(spec.exactly, spec);
  const requests = expected.flatMap(toRequests);
  const denied = (await reviewAll(spec, requests, cluster)).filter(({ isAllowed }) => !isAllowed);
  const excess = await judgeExcess(spec, expected, cluster);
  if (excess !== undefined) return excess;
  return denied.length === 0 ? undefined : deniedOutcome(spec, requests, denied, cluster);
}

async function judgeAtMost(
  spec: AccessOfOne,
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  if (spec.atMost === undefined) return undefined;
  return judgeExcess(spec, toExpectedRules(spec.atMost, spec), cluster);
}

async function deniedOutcome(
  spec: AccessOfOne,
  requests: readonly AccessRequest[],
  denied: readonly AccessReview[],
  cluster: ClusterClient,
): Promise<CheckOutcome> {
  const who = describeSubject(spec.as);
  const snapshot = await RbacSnapshot.take(cluster);
  const evidence = denied.flatMap(({ request }) => explainDenial(spec.as, request, snapshot));
  const refused = describeRequests(denied.map(({ request }) => request));
  return failed(sentence(`${who} cannot ${refused} yet.`), {
    expected: `${who} can ${describeRequests(requests)}`,
    actual: `refused: ${refused}`,
    evidence: distinctEvidence(evidence),
  });
}

async function judgeExcess(
  { as }: AccessOfOne,
  expected: readonly ExpectedRule[],
  cluster: ClusterClient,
): Promise<CheckOutcome | undefined> {
  const excess = findExcess(as, expected, await RbacSnapshot.take(cluster));
  const [first] = excess;
  if (first === undefined) return undefined;
  const rules = expected.map(describeExpected);
  return failed(sentence(`${describeSubject(as)} can do more than needed: ${first.what}.`), {
    expected: rules.length === 0 ? 'nothing' : `only ${rules.join('; ')}`,
    actual: `also ${some(excess.map(({ what }) => what))}`,
    evidence: distinctEvidence(excess.flatMap(({ evidence }) => evidence)),
  });
}

function reviewAll(
  spec: AccessOfOne,
  requests: readonly AccessRequest[],
  cluster: ClusterClient,
): Promise<AccessReview[]> {
  const user = toUser(spec.as);
  return Promise.all(requests.map((request) => reviewAccess(cluster, user, request)));
}
