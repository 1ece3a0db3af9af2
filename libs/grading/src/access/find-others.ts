import type { BindableSubject } from '@drillyard/lab-spec';
import { type PolicyRule, type RoleBinding, ruleAllows, urlCovers } from '@drillyard/rbac';
import type { Evidence } from '../check-outcome.js';
import { describeObject } from '../resource/describe-object.js';
import { type AccessRequest, toAttributes } from './access-review.js';
import { describeSubject } from './access-subject.js';
import { describeRule } from './expected-rules.js';
import { isKubernetesOwn } from './kubernetes-subjects.js';
import { isListed, toBindable } from './listed-subject.js';
import type { RbacSnapshot } from './rbac-snapshot.js';

/** Somebody a binding lets in who is not to be. */
export interface Other {
  /** `the user jane` */
  readonly who: string;
  /** Those of the requests that are allowed, at least in part. */
  readonly requests: readonly AccessRequest[];
  readonly evidence: readonly Evidence[];
}

/**
 * Everybody named by a binding that allows any of the requests, apart from those listed and from
 * Kubernetes' own components. One object of many is enough; a request about the whole cluster is
 * about each of its namespaces.
 */
export function findOthers(
  requests: readonly AccessRequest[],
  listed: readonly BindableSubject[],
  bindings: readonly RoleBinding[],
  snapshot: RbacSnapshot,
): Other[] {
  return bindings.flatMap((binding) => {
    const role = snapshot.roleOf(binding);
    const rules = role?.rules ?? [];
    const allowed = requests.filter((request) => rules.some((rule) => touches(rule, request)));
    if (allowed.length === 0) return [];
    return (binding.subjects ?? []).flatMap((subject, index) => {
      const meant = toBindable(subject, binding);
      if (isKubernetesOwn(binding, subject) || listed.some((each) => isListed(each, meant))) {
        return [];
      }
      const who = describeSubject(meant);
      const evidence = [
        {
          object: describeObject(binding),
          fieldPath: `subjects[${index}]`,
          message: `gives the ${binding.roleRef.kind} ${binding.roleRef.name} to ${who}`,
        },
        ...rules.flatMap((rule, ruleIndex) =>
          allowed.some((request) => touches(rule, request))
            ? [
                {
                  object: describeObject(role),
                  fieldPath: `rules[${ruleIndex}]`,
                  message: `allows ${describeRule(rule)}`,
                },
              ]
            : [],
        ),
      ];
      return [{ who, requests: allowed, evidence }];
    });
  });
}

/** Whether the rule allows any of what is asked; `*` in the question is anything. */
function touches(rule: PolicyRule, request: AccessRequest): boolean {
  const verbs = request.verb === '*' && rule.verbs.length > 0 ? ['*'] : rule.verbs;
  if ('path' in request) {
    const { path } = request;
    const urls = rule.nonResourceURLs ?? [];
    return (
      (verbs.includes('*') || verbs.includes(request.verb)) &&
      urls.some((url) => urlCovers(url, path) || urlCovers(path, url))
    );
  }
  const { group, resource, name } = request;
  const { apiGroups = [], resources = [], resourceNames = [] } = rule;
  const asMuch: PolicyRule = {
    verbs,
    apiGroups: group === '*' && apiGroups.length > 0 ? ['*'] : apiGroups,
    resources: resource === '*' && resources.length > 0 ? ['*'] : resources,
    resourceNames: name === '' ? [] : resourceNames,
  };
  return ruleAllows(toAttributes(request), asMuch);
}
