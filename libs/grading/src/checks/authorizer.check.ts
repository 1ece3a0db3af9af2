/**
 * `authorizer`: which of the cluster's authorizers (`--authorization-mode`) answered a request, and how.
 *
 * It is about a request that was really made: the latest that fits counts, so that a change of the server's
 * configuration is seen by asking again.
 */
import type { AuthorizationAnswer } from '@drillyard/cluster';
import type { AuthorizerSpec } from '@drillyard/lab-spec';
import type { CheckEvaluator } from '../check-evaluator.js';
import { failed, inconclusive, passed } from '../check-outcome.js';

export const authorizerCheck: CheckEvaluator<'authorizer'> = {
  kind: 'authorizer',

  async evaluate({ spec }, { authorizations }) {
    if (authorizations === undefined) {
      return inconclusive('This cluster does not tell which authorizer answers.');
    }
    const request = describeRequest(spec);
    const answer = [...authorizations.recent()].findLast((each) => fits(spec, each));
    if (answer === undefined) {
      return failed(`Nobody has asked yet: ${request}.`, {
        expected: `a request: ${request}`,
        actual: 'none so far',
      });
    }
    const answeredBy = answer.authorizer ?? 'nobody';
    if (answeredBy !== spec.answeredBy) {
      return failed(`Another authorizer answered: ${request}.`, {
        expected: spec.answeredBy,
        actual: answeredBy,
        evidence: [{ object: request, message: answer.reason || 'it gave no reason' }],
      });
    }
    const decision = answer.isAllowed ? 'allowed' : 'refused';
    if (spec.decision === undefined || spec.decision === decision) return passed;
    return failed(`${answeredBy} answered, but otherwise: ${request}.`, {
      expected: spec.decision,
      actual: decision,
      evidence: [{ object: request, message: answer.reason || 'it gave no reason' }],
    });
  },

  dependencies: (spec) => ({ authorizations: (answer) => fits(spec, answer) }),
};

function fits(spec: AuthorizerSpec, answer: AuthorizationAnswer): boolean {
  const { user, verb, namespace, name, path } = spec;
  return (
    answer.user === user &&
    answer.verb === verb &&
    (namespace === undefined || answer.namespace === namespace) &&
    (name === undefined || answer.name === name) &&
    (path === undefined ? isResource(spec.resource ?? '', answer) : answer.path === path)
  );
}

/** `pods/log`, `deployments.apps`, `deployments.apps/scale`. */
function isResource(wanted: string, { resource, apiGroup }: AuthorizationAnswer): boolean {
  const [plural = '', subresource] = resource.split('/');
  const qualified = apiGroup === '' ? plural : `${plural}.${apiGroup}`;
  return wanted === (subresource === undefined ? qualified : `${qualified}/${subresource}`);
}

function describeRequest({ user, verb, resource, path, namespace, name }: AuthorizerSpec): string {
  const object = path ?? `${resource}${name === undefined ? '' : ` ${name}`}`;
  const where = namespace === undefined ? '' : ` in ${namespace}`;
  return `${user}: ${verb} ${object}${where}`;
}
