import { describe, expect, it } from 'vitest';
import { type AccessReview, decide, readPolicy } from './policy-rules.js';

const policy = readPolicy(
  JSON.stringify({
    rules: [
      { decision: 'deny', users: ['jane'], verbs: ['delete'], namespaces: ['prod'], reason: 'no' },
      { decision: 'allow', groups: ['devs'], resources: ['pods', 'pods/log'], verbs: ['*'] },
      { decision: 'allow', paths: ['/metrics'] },
      { decision: 'no-opinion', users: ['root'] },
    ],
    default: 'deny',
  }),
);

function review(user: string, verb: string, where: string, groups: string[] = []): AccessReview {
  if (where.startsWith('/')) {
    return { spec: { user, groups, nonResourceAttributes: { verb, path: where } } };
  }
  const [namespace = '', resource = '', subresource = ''] = where.split(' ');
  const resourceAttributes = { verb, namespace, resource, subresource };
  return { spec: { user, groups, resourceAttributes } };
}

describe('a policy of rules', () => {
  it.each([
    ['the first rule that matches', review('jane', 'delete', 'prod pods', ['devs']), 'denied no'],
    ['by a group', review('jane', 'delete', 'test pods', ['devs']), 'allowed'],
    ['a subresource by its whole name', review('x', 'get', 'test pods log', ['devs']), 'allowed'],
    ['another subresource not', review('x', 'get', 'test pods exec', ['devs']), 'denied'],
    ['a path', review('x', 'get', '/metrics'), 'allowed'],
    ['another path by the default', review('x', 'get', '/healthz'), 'denied'],
    ['a rule of resources not for paths', review('jane', 'delete', '/prod'), 'denied'],
    ['no opinion', review('root', 'get', 'test secrets'), 'none'],
    [
      'the groups of v1beta1',
      { spec: { group: ['devs'], resourceAttributes: { verb: 'get', resource: 'pods' } } },
      'allowed',
    ],
  ])('%s', (_what, asked, wanted) => {
    const { allowed, denied, reason } = decide(policy, asked);
    const said = allowed ? 'allowed' : denied ? 'denied' : 'none';
    expect([said, reason].filter(Boolean).join(' ')).toBe(wanted);
  });

  it.each([
    ['{"rules": [', 'JSON'],
    ['[]', 'the policy: must be an object'],
    ['{"rules": {}}', 'rules: must be a list'],
    ['{"rule": []}', 'the policy: unknown field "rule"'],
    ['{"rules": [{"decision": "maybe"}]}', 'rules[0].decision: must be one of allow, deny, no-op'],
    ['{"rules": [{"decision": "deny", "user": ["a"]}]}', 'rules[0]: unknown field "user"'],
    ['{"rules": [{"decision": "deny", "users": "a"}]}', 'rules[0].users: must be a list of texts'],
  ])('is refused: %s', (text, why) => {
    expect(() => readPolicy(text)).toThrow(why);
  });
});
