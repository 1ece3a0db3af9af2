import { describe, expect, it } from 'vitest';
import { formatLevelVersion } from './level-version.js';
import { namespacePolicy } from './namespace-policy.js';
import { privilegedPolicy } from './policy.js';

/** Short for labels and policies: `enforce=baseline`, `baseline:latest`. */
function read(...labels: string[]) {
  const entries = labels.map((label) => {
    const [key = '', value = ''] = label.split('=');
    return [`pod-security.kubernetes.io/${key}`, value] as const;
  });
  const { policy, mistakes } = namespacePolicy(Object.fromEntries(entries), privilegedPolicy);
  const { enforce, audit, warn } = policy;
  return { policy: [enforce, audit, warn].map(formatLevelVersion).join(' '), mistakes };
}

describe('the policy of a namespace', () => {
  it.each([
    [[], 'privileged:latest privileged:latest privileged:latest'],
    [['enforce=baseline'], 'baseline:latest privileged:latest baseline:latest'],
    [
      ['enforce=restricted', 'enforce-version=v1.22'],
      'restricted:v1.22 privileged:latest restricted:v1.22',
    ],
    [['enforce=baseline', 'warn-version=v1.9'], 'baseline:latest privileged:latest baseline:v1.9'],
    [
      ['enforce=baseline', 'warn=privileged'],
      'baseline:latest privileged:latest privileged:latest',
    ],
    [
      ['enforce=baseline', 'warn=restricted', 'audit=restricted', 'audit-version=v1.0'],
      'baseline:latest restricted:v1.0 restricted:latest',
    ],
    [['enforce-version=v1.10000'], 'privileged:v1.10000 privileged:latest privileged:latest'],
  ])('%j asks for %s', (labels, policy) => {
    expect(read(...labels)).toEqual({ policy, mistakes: [] });
  });

  it('is strict where a level to enforce is mistaken, and silent where one to warn of is', () => {
    const { policy, mistakes } = read(
      'enforce=Baseline',
      'audit=x',
      'warn=',
      'enforce-version=1.30',
    );
    expect(policy).toBe('restricted:latest privileged:latest privileged:latest');
    expect(mistakes).toEqual([
      {
        label: 'pod-security.kubernetes.io/enforce',
        value: 'Baseline',
        detail: 'must be one of privileged, baseline, restricted',
      },
      {
        label: 'pod-security.kubernetes.io/enforce-version',
        value: '1.30',
        detail: 'must be "latest" or "v1.x"',
      },
      {
        label: 'pod-security.kubernetes.io/audit',
        value: 'x',
        detail: 'must be one of privileged, baseline, restricted',
      },
      {
        label: 'pod-security.kubernetes.io/warn',
        value: '',
        detail: 'must be one of privileged, baseline, restricted',
      },
    ]);
  });

  it.each(['v2.0', 'v1', 'v1.01', 'v1.-1', 'v1.99999999999999999999', 'Latest', ''])(
    'knows no version %j',
    (version) => {
      expect(read(`enforce-version=${version}`).mistakes).toHaveLength(1);
    },
  );
});
