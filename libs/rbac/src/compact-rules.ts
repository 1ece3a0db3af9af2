import { goQuoteAll } from './go-quote.js';
import type { PolicyRule } from './policy.js';

/** Joins rules that differ in nothing but their verbs (upstream `policy_compact.go`). */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const compacted: PolicyRule[] = [];
  const simple = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const key = simpleResourceKey(rule);
    if (key === undefined) {
      compacted.push(rule);
      continue;
    }
    const existing = simple.get(key);
    simple.set(key, existing ? { ...existing, verbs: [...existing.verbs, ...rule.verbs] } : rule);
  }
  return [...compacted, ...simple.values()];
}

/** `{APIGroups:["" "apps"], Resources:["pods"], Verbs:["get"]}`, as upstream's messages say it. */
export function compactString(rule: PolicyRule): string {
  const parts: [label: string, values: readonly string[] | undefined][] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ];
  const written = parts.flatMap(([label, values]) =>
    values?.length ? [`${label}:${goQuoteAll(values)}`] : [],
  );
  return `{${written.join(', ')}}`;
}

/** One group, one resource, at most one name, no URL: undefined for anything else. */
function simpleResourceKey(rule: PolicyRule): string | undefined {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const isSimple =
    apiGroups.length === 1 &&
    resources.length === 1 &&
    resourceNames.length <= 1 &&
    nonResourceURLs.length === 0;
  return isSimple ? JSON.stringify([apiGroups[0], resources[0], ...resourceNames]) : undefined;
}
