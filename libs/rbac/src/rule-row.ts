import type { PolicyRule } from './policy.js';

/**
 * A rule in one line, for tables of facts and tests: `VERBS GROUPS RESOURCES [NAMES]` or
 * `VERBS url:URLS`, lists joined by commas, `core` for the core group.
 */
export function ruleFromRow(row: string): PolicyRule {
  const [verbs = '', second = '', resources = '', names] = row.split(' ');
  if (second.startsWith('url:')) {
    return { verbs: verbs.split(','), nonResourceURLs: second.slice('url:'.length).split(',') };
  }
  return {
    verbs: verbs.split(','),
    apiGroups: second.split(',').map((group) => (group === 'core' ? '' : group)),
    resources: resources.split(','),
    ...(names && { resourceNames: names.split(',') }),
  };
}
