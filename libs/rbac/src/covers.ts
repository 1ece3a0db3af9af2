/** Whether some rules grant all that others do (component-helpers `auth/rbac/validation`). */
import type { PolicyRule } from './policy.js';
import { urlCovers } from './rule-matching.js';

/** The parts of `servantRules` that no single owner rule covers, each in its smallest form. */
export function uncoveredRules(
  ownerRules: readonly PolicyRule[],
  servantRules: readonly PolicyRule[],
): PolicyRule[] {
  return servantRules
    .flatMap(breakdownRule)
    .filter((subrule) => !ownerRules.some((owner) => ruleCovers(owner, subrule)));
}

export function covers(
  ownerRules: readonly PolicyRule[],
  servantRules: readonly PolicyRule[],
): boolean {
  return uncoveredRules(ownerRules, servantRules).length === 0;
}

/** The same grant as rules of one verb and one group, resource and name, or one URL, each. */
export function breakdownRule(rule: PolicyRule): PolicyRule[] {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  // Rules are checked before they are validated: a client may have left out the verbs.
  const verbs = rule.verbs ?? [];
  const names = resourceNames.length > 0 ? resourceNames.map((name) => [name]) : [undefined];
  const subrules: PolicyRule[] = [];
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        for (const name of names) {
          subrules.push({
            apiGroups: [group],
            resources: [resource],
            verbs: [verb],
            ...(name && { resourceNames: name }),
          });
        }
      }
    }
  }
  for (const url of nonResourceURLs) {
    for (const verb of verbs) subrules.push({ nonResourceURLs: [url], verbs: [verb] });
  }
  return subrules;
}

/** `subrule` is one of {@link breakdownRule}'s: covered by one rule as a whole, or not at all. */
function ruleCovers(owner: PolicyRule, subrule: PolicyRule): boolean {
  const { resourceNames: ownerNames = [] } = owner;
  return (
    listCovers(owner.verbs, subrule.verbs) &&
    listCovers(owner.apiGroups, subrule.apiGroups) &&
    resourcesCover(owner.resources, subrule.resources) &&
    (ownerNames.length === 0 ||
      (subrule.resourceNames !== undefined && hasAll(ownerNames, subrule.resourceNames))) &&
    urlsCover(owner.nonResourceURLs, subrule.nonResourceURLs)
  );
}

function listCovers(owned: readonly string[] = [], asked: readonly string[] = []): boolean {
  return owned.includes('*') || hasAll(owned, asked);
}

function resourcesCover(owned: readonly string[] = [], asked: readonly string[] = []): boolean {
  return asked.every((resource) => {
    if (owned.includes('*') || owned.includes(resource)) return true;
    const slash = resource.indexOf('/');
    return slash >= 0 && owned.includes(`*/${resource.slice(slash + 1)}`);
  });
}

function urlsCover(owned: readonly string[] = [], asked: readonly string[] = []): boolean {
  return asked.every((url) => owned.some((allowed) => urlCovers(allowed, url)));
}

function hasAll(set: readonly string[], elements: readonly string[]): boolean {
  return elements.every((element) => set.includes(element));
}
