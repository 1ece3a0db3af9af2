import { describe, expect, it } from 'vitest';
import { resourceRequest } from '../testing/authorization-attributes.js';
import type { AuditPolicyRule } from './audit-policy.js';
import { evaluatePolicyRule } from './policy-rule-evaluator.js';

const pods = { apiGroup: '', resource: 'pods', namespace: 'default', name: 'web' };
const jane = { name: 'jane', groups: ['devs', 'system:authenticated'] };

const ask = (rule: Omit<AuditPolicyRule, 'level'>, asked: object) => {
  const attributes = resourceRequest({ user: jane, verb: 'get', ...asked });
  return evaluatePolicyRule({ rules: [{ level: 'Metadata', ...rule }] }, attributes).level;
};

describe('evaluatePolicyRule', () => {
  it.each<[Omit<AuditPolicyRule, 'level'>, object, boolean]>([
    [{}, pods, true],
    [{ users: ['jane'] }, pods, true],
    [{ users: ['joe'] }, pods, false],
    [{ userGroups: ['devs'] }, pods, true],
    [{ userGroups: ['ops'] }, pods, false],
    [{ verbs: ['list'] }, pods, false],
    [{ namespaces: ['default'] }, pods, true],
    [{ namespaces: [''] }, pods, false],
    [{ namespaces: [''] }, { apiGroup: '', resource: 'nodes' }, true],
    [{ resources: [{}] }, pods, true],
    [{ resources: [{ group: 'apps' }] }, pods, false],
    [{ resources: [{ group: '*' }] }, pods, true],
    [{ resources: [{ resources: ['pods'] }] }, pods, true],
    [{ resources: [{ resources: ['pods'] }] }, { ...pods, subresource: 'log' }, false],
    [{ resources: [{ resources: ['pods/log'] }] }, { ...pods, subresource: 'log' }, true],
    [{ resources: [{ resources: ['pods/*'] }] }, { ...pods, subresource: 'log' }, true],
    [{ resources: [{ resources: ['pods/*'] }] }, pods, true],
    [{ resources: [{ resources: ['*/log'] }] }, { ...pods, subresource: 'log' }, true],
    [{ resources: [{ resources: ['*'] }] }, { ...pods, subresource: 'log' }, true],
    [{ resources: [{ resources: ['pods'], resourceNames: ['web'] }] }, pods, true],
    [{ resources: [{ resources: ['pods'], resourceNames: ['db'] }] }, pods, false],
    [{ nonResourceURLs: ['/healthz*'] }, { isResourceRequest: false, path: '/healthz/etcd' }, true],
    [{ nonResourceURLs: ['/healthz'] }, { isResourceRequest: false, path: '/healthz/etcd' }, false],
    [{ nonResourceURLs: ['*'] }, { isResourceRequest: false, path: '/x' }, true],
    [{ nonResourceURLs: ['*'] }, pods, false],
  ])('%j on %j → %s', (rule, asked, matches) => {
    expect(ask(rule, asked)).toBe(matches ? 'Metadata' : 'None');
  });

  it('takes the first rule that matches, with the stages both omit', () => {
    const policy = {
      omitStages: ['RequestReceived'],
      omitManagedFields: true,
      rules: [
        { level: 'None', users: ['joe'] },
        { level: 'Request', omitStages: ['Panic'], omitManagedFields: false },
        { level: 'RequestResponse' },
      ],
    } as const;
    expect(evaluatePolicyRule(policy, resourceRequest({ user: jane, ...pods }))).toEqual({
      level: 'Request',
      omitStages: new Set(['RequestReceived', 'Panic']),
      omitManagedFields: false,
    });
  });
});
