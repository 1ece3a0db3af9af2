import { describe, expect, it } from 'vitest';
import { compareAccess } from './compare-access.js';
import { findEscalationPaths } from './escalation-paths.js';
import { rulesFor } from './rule-resolver.js';
import { ruleFromRow as rule } from './rule-row.js';
import { staticReader } from './testing/index.js';

const jane = { name: 'jane', groups: ['system:authenticated'] };

function compare(allowed: readonly string[], granted: readonly string[], role = 'reader') {
  const reader = staticReader({
    roles: { [`ns1/${role}`]: granted.map(rule), discovery: [rule('get url:/api')] },
    bindings: {
      'ns1/binding': `Role ${role} → User jane`,
      'system:discovery': 'ClusterRole discovery → Group system:authenticated',
    },
  });
  return compareAccess(allowed.map(rule), rulesFor(jane, 'ns1', reader).rules);
}

describe('compareAccess', () => {
  it.each([
    ['exactly what was meant', ['get,list core pods'], ['get core pods', 'list core pods'], [], []],
    ['too little', ['get,list,watch core pods'], ['get core pods'], ['list,watch core pods'], []],
    ['a verb too many', ['get core pods'], ['get,delete core pods'], [], ['delete core pods']],
    ['a resource too many', ['get core pods'], ['get core pods,secrets'], [], ['get core secrets']],
    ['everything', ['get core pods'], ['* * *'], [], ['* * *']],
    ['a subresource', ['get core pods'], ['get core pods,pods/log'], [], ['get core pods/log']],
    ['all names instead of one', ['get core pods web'], ['get core pods'], [], ['get core pods']],
    ['one name instead of all', ['get core pods'], ['get core pods web'], ['get core pods'], []],
  ])('%s', (_, allowed, granted, missing, excess) => {
    const comparison = compare(allowed, granted);
    expect(comparison.missing).toEqual(missing.map(rule));
    expect(comparison.excess.map(({ excess: each }) => each)).toEqual(excess.map(rule));
  });

  it('says which binding and rule an excess comes from, and where it leads', () => {
    const { excess, escalationPaths } = compare(['get core pods'], ['get core pods,secrets']);
    expect(excess[0]?.grantedBy).toMatchObject({
      rule: rule('get core pods,secrets'),
      source: { namespace: 'ns1', binding: { metadata: { name: 'binding' } } },
    });
    expect(escalationPaths.map(({ name }) => name)).toEqual(['read-secrets']);
  });

  it('does not count what everyone has, unless asked to', () => {
    const reader = staticReader({
      roles: { discovery: [rule('get url:/api')] },
      bindings: { 'system:discovery': 'ClusterRole discovery → User jane' },
    });
    const { rules } = rulesFor(jane, '', reader);
    expect(compareAccess([], rules).excess).toEqual([]);
    expect(compareAccess([], rules, []).excess).toHaveLength(1);
  });
});

describe('findEscalationPaths', () => {
  const rbac = 'rbac.authorization.k8s.io';
  it.each([
    ['get,list core pods', []],
    [`escalate ${rbac} clusterroles`, ['escalate']],
    [`bind ${rbac} clusterroles cluster-admin`, ['bind']],
    ['impersonate core serviceaccounts', ['impersonate']],
    ['create core pods', ['create-pods']],
    ['patch apps deployments', ['create-pods']],
    ['create core pods/exec', ['exec-pods']],
    ['create core serviceaccounts/token', ['create-tokens']],
    ['list core secrets', ['read-secrets']],
    ['get core secrets db', ['read-secrets']],
    ['update certificates.k8s.io certificatesigningrequests/approval', ['approve-certificates']],
    ['get core nodes/proxy', ['proxy-nodes']],
    ['create core persistentvolumes', ['create-persistent-volumes']],
    ['patch core namespaces', ['label-namespaces']],
    ['update admissionregistration.k8s.io mutatingwebhookconfigurations', ['control-admission']],
    ['get core *', ['wildcard', 'exec-pods', 'read-secrets', 'proxy-nodes']],
    ['* core pods', ['wildcard', 'create-pods']],
    ['get url:*', ['wildcard']],
  ])('%s opens %j', (row, names) => {
    const reader = staticReader({
      roles: { role: [rule(row)] },
      bindings: { binding: 'ClusterRole role → User jane' },
    });
    const paths = findEscalationPaths(rulesFor(jane, '', reader).rules);
    expect(paths.map(({ name }) => name)).toEqual(names);
  });
});
