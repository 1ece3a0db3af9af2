import { describe, expect, it } from 'vitest';
import { AbacAuthorizer } from './abac-authorizer.js';
import { parseAbacPolicies } from './abac-policy.js';

/** The example file of upstream's documentation of the format, by what it means. */
const file = `
# comments and empty lines

{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"alice","namespace":"*","resource":"*","apiGroup":"*"}}
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"bob","namespace":"projectCaribou","resource":"pods","readonly":true}}
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"group":"*","readonly":true,"nonResourcePath":"/version*"}}
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"carol","group":"ops","namespace":"*","resource":"nodes","apiGroup":""}}
{"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"namespace":"*","resource":"secrets","apiGroup":"*"}}
{"user":"old","readonly":true,"namespace":"ns"}
`;

const authorizer = new AbacAuthorizer(parseAbacPolicies(file, '/policy.jsonl'));

async function decide(user: string, request: string): Promise<string> {
  const [name = '', ...groups] = user.split(',');
  const [verb = '', target = ''] = request.split(' ');
  const isResourceRequest = !target.startsWith('/');
  const [namespace = '', resource = '', apiGroup = ''] = target.split(':');
  const { decision } = await authorizer.authorize({
    user: { name, groups: [...groups, 'system:authenticated'] },
    verb,
    isResourceRequest,
    apiGroup: isResourceRequest ? apiGroup : '',
    apiVersion: 'v1',
    resource: isResourceRequest ? resource : '',
    subresource: '',
    namespace: isResourceRequest ? namespace : '',
    name: '',
    path: isResourceRequest ? '' : target,
  });
  return decision;
}

describe('AbacAuthorizer', () => {
  it.each([
    ['alice', 'delete ns:pods', 'Allow'],
    ['alice', 'delete :nodes', 'Allow'],
    ['alice', 'create ns:deployments:apps', 'Allow'],
    ['alice', 'get /metrics', 'NoOpinion'],
    ['bob', 'list projectCaribou:pods', 'Allow'],
    ['bob', 'delete projectCaribou:pods', 'NoOpinion'],
    ['bob', 'get other:pods', 'NoOpinion'],
    ['bob', 'get projectCaribou:pods:metrics.k8s.io', 'NoOpinion'],
    ['bob', 'get projectCaribou:secrets', 'NoOpinion'],
    ['anybody', 'get /version', 'Allow'],
    ['anybody', 'get /version/x', 'Allow'],
    ['anybody', 'post /version', 'NoOpinion'],
    ['carol,ops', 'update :nodes', 'Allow'],
    ['carol', 'update :nodes', 'NoOpinion'],
    ['dave,ops', 'update :nodes', 'NoOpinion'],
    ['old', 'get ns:deployments:apps', 'Allow'],
    ['old', 'get other:pods', 'NoOpinion'],
    ['old', 'get /version', 'Allow'],
    ['old', 'get /metrics', 'NoOpinion'],
  ])('%s: %s → %s', async (user, request, decision) => {
    expect(await decide(user, request)).toBe(decision);
  });

  it('lists what a user may do in a namespace', async () => {
    const rules = await authorizer.userRules({ name: 'bob', groups: [] }, 'projectCaribou');
    expect(rules).toMatchObject({
      resourceRules: [{ verbs: ['get', 'list', 'watch'], apiGroups: [''], resources: ['pods'] }],
      isIncomplete: false,
    });
  });
});

describe('parseAbacPolicies', () => {
  it.each([
    ['\n{"user":', 'error reading policy file /policy.jsonl, line 2: {"user":: '],
    ['[]', 'it is not an object'],
    ['{"user":7}', 'user is not a string'],
    ['{"apiVersion":"v1","kind":"Pod"}', 'no kind "Pod" is registered for version "v1"'],
  ])('refuses %j', (text, message) => {
    expect(() => parseAbacPolicies(text, '/policy.jsonl')).toThrow(message);
  });
});
