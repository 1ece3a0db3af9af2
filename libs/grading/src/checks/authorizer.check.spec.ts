import type { AuthorizationAnswer } from '@drillyard/cluster';
import type { AuthorizerSpec } from '@drillyard/lab-spec';
import { describe, expect, it } from 'vitest';
import { checkOf, contextOf } from '../testing/check-fixtures.js';
import { authorizerCheck } from './authorizer.check.js';

const request: AuthorizationAnswer = {
  ...{ user: 'jane', groups: [], verb: 'list', apiGroup: '', resource: 'pods' },
  ...{ namespace: 'atlas', name: '', path: '' },
  ...{ isAllowed: true, authorizer: 'RBAC', reason: 'RBAC: allowed by RoleBinding "x"' },
};
const byAbac = { ...request, authorizer: 'ABAC', reason: '' };
const scale = { ...request, apiGroup: 'apps', resource: 'deployments/scale', verb: 'get' };
const metrics = { ...request, resource: '', path: '/metrics', verb: 'get' };
const refused = { ...request, isAllowed: false, authorizer: undefined, reason: '' };

function judge(spec: Partial<AuthorizerSpec>, ...answers: AuthorizationAnswer[]) {
  const defaults = { user: 'jane', verb: 'list', answeredBy: 'RBAC' } as const;
  const authorizations = { recent: () => answers, subscribe: () => () => undefined };
  const check = checkOf('authorizer', { ...defaults, ...spec });
  return authorizerCheck.evaluate(check, contextOf({ authorizations }));
}

describe('authorizerCheck', () => {
  it.each<[string, Partial<AuthorizerSpec>, AuthorizationAnswer[]]>([
    ['it answered', { resource: 'pods' }, [request]],
    ['it answered last', { resource: 'pods', answeredBy: 'ABAC' }, [request, byAbac]],
    ['it allowed it', { resource: 'pods', namespace: 'atlas', decision: 'allowed' }, [request]],
    ['nobody did', { resource: 'pods', answeredBy: 'nobody', decision: 'refused' }, [refused]],
    ['it is about a subresource', { verb: 'get', resource: 'deployments.apps/scale' }, [scale]],
    ['it is about a path', { verb: 'get', path: '/metrics' }, [metrics]],
  ])('passes when %s', async (_, spec, answers) => {
    expect(await judge(spec, ...answers)).toEqual({ status: 'passed' });
  });

  it.each<[string, Partial<AuthorizerSpec>, AuthorizationAnswer[], RegExp]>([
    ['nobody asked', { resource: 'pods' }, [], /Nobody has asked yet: jane: list pods/],
    ['somebody else asked', { user: 'omar', resource: 'pods' }, [request], /Nobody has asked/],
    ['it was another namespace', { resource: 'pods', namespace: 'x' }, [request], /Nobody has/],
    ['it was another group', { verb: 'get', resource: 'deployments/scale' }, [scale], /Nobody/],
    ['another answered', { resource: 'pods' }, [byAbac], /Another authorizer answered/],
    ['another answers by now', { resource: 'pods' }, [request, byAbac], /Another authorizer/],
    ['it answered otherwise', { resource: 'pods', decision: 'refused' }, [request], /otherwise/],
  ])('fails when %s', async (_, spec, answers, reason) => {
    expect(await judge(spec, ...answers)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('says nothing of a cluster that does not tell', async () => {
    const check = checkOf('authorizer', { user: 'a', verb: 'get', path: '/x', answeredBy: 'RBAC' });
    expect(await authorizerCheck.evaluate(check, contextOf({}))).toMatchObject({
      status: 'inconclusive',
    });
  });
});
