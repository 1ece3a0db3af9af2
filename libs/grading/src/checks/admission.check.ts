/**
 * `admission`: whether the cluster would let an object in, asked by a server-side dry run: authorization,
 * admission and validation answer as they would to the real request, and nothing is kept.
 */
import { KubeApiError } from '@drillyard/cluster';
import type { KubeObject } from '@drillyard/kube-objects';
import { type AdmissionSpec, asList } from '@drillyard/lab-spec';
import { describeSubject, toUser } from '../access/access-subject.js';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, failed, inconclusive, passed } from '../check-outcome.js';
import { describeObject } from '../resource/describe-object.js';

/** What decides about an object besides itself. A change of another kind is seen with the next of these. */
const deciding = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'ServiceAccount' },
  { apiVersion: 'v1', kind: 'ResourceQuota' },
  { apiVersion: 'v1', kind: 'LimitRange' },
  ...['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].map((kind) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
  })),
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'].map((kind) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
  })),
];

type Answer = { readonly warnings: readonly string[] } | { readonly refusal: KubeApiError };

export const admissionCheck: CheckEvaluator<'admission'> = {
  kind: 'admission',

  async evaluate({ spec }, { cluster }) {
    const object = spec.object as unknown as KubeObject; // the author's; the server says what it lacks
    const warnings: string[] = [];
    const user = spec.as && toUser(spec.as);
    let answer: Answer = { warnings };
    try {
      await cluster.create(object, {
        dryRun: true,
        onWarning: (text) => warnings.push(text),
        ...(user && { as: { user: user.name, groups: user.groups } }),
      });
    } catch (error) {
      if (!(error instanceof KubeApiError)) throw error;
      // An object of that name is there, which is looked at last: this one would have been let in.
      if (error.reason !== 'AlreadyExists') answer = { refusal: error };
    }
    const subject = spec.as === undefined ? '' : ` of ${describeSubject(spec.as)}`;
    return judge(spec, answer, `${describeObject(object)}${subject}`);
  },

  dependencies: () => ({ objects: deciding }),
};

function judge({ admitted, refused }: AdmissionSpec, answer: Answer, what: string): CheckOutcome {
  if ('refusal' in answer) {
    const { message, code } = answer.refusal.status;
    if (code !== undefined && code >= 500)
      return inconclusive(`The API server answered: ${message}`);
    if (refused === undefined) {
      return failed(`The cluster refuses ${what}.`, { expected: 'let in', actual: message ?? '' });
    }
    return judgeTexts(
      refused === true ? [] : asList(refused.message),
      [message ?? ''],
      `The cluster refuses ${what}, but for another reason.`,
    );
  }
  if (refused !== undefined) {
    return failed(`The cluster would let ${what} in.`, { expected: 'refused', actual: 'let in' });
  }
  const texts = typeof admitted === 'object' ? asList(admitted.warning) : [];
  const reason = `The cluster lets ${what} in without the warning it should give.`;
  return judgeTexts(texts, answer.warnings, reason);
}

function judgeTexts(
  texts: readonly string[],
  said: readonly string[],
  reason: string,
): CheckOutcome {
  const unsaid = texts.filter((text) => !said.some((line) => line.includes(text)));
  if (unsaid.length === 0) return passed;
  return failed(reason, {
    expected: `the text ${unsaid.map((text) => JSON.stringify(text)).join(', ')}`,
    actual: said.join(' · ') || 'nothing was said',
  });
}
