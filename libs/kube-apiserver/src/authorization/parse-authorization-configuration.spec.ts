import { describe, expect, it } from 'vitest';
import { parseAuthorizationConfiguration } from './parse-authorization-configuration.js';

const target = { url: new URL('https://policy.example.com/') };
const files = {
  checkFile: (path: string) =>
    path === '/webhook.conf' ? undefined : `stat ${path}: no such file or directory`,
  readTarget: () => target,
};
const webhook = {
  timeout: '3s',
  subjectAccessReviewVersion: 'v1',
  matchConditionSubjectAccessReviewVersion: 'v1',
  failurePolicy: 'Deny',
  connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/webhook.conf' },
};
const node = { type: 'Node', name: 'node' };
const rbac = { type: 'RBAC', name: 'rbac' };
const asking = (more: object) => ({
  type: 'Webhook',
  name: 'w',
  webhook: { ...webhook, ...more },
});

function text(authorizers: unknown, more: object = {}): string {
  const kind = 'AuthorizationConfiguration';
  return JSON.stringify({ apiVersion: 'apiserver.config.k8s.io/v1', kind, authorizers, ...more });
}

const parse = (written: string) => parseAuthorizationConfiguration(written, files);

describe('an AuthorizationConfiguration', () => {
  it('has the defaults of webhooks', () => {
    const [first, ...others] = parse(text([asking({}), node, rbac]));
    expect(others).toEqual([node, rbac]);
    expect(first).toMatchObject({
      name: 'w',
      webhook: {
        target,
        version: 'v1',
        authorizedTtlMs: 300_000,
        unauthorizedTtlMs: 30_000,
        timeoutMs: 3_000,
        decisionOnError: 'Deny',
      },
    });
  });

  it('says how long answers hold, and which are kept at all', () => {
    const [first] = parse(
      text([asking({ authorizedTTL: '1m', cacheUnauthorizedRequests: false })]),
    );
    expect(first?.webhook).toMatchObject({ authorizedTtlMs: 60_000, unauthorizedTtlMs: 0 });
  });

  const load = 'failed to load AuthorizationConfiguration from file: ';
  it.each<[string, string, string]>([
    ['nothing', '', 'authorizers: Required value: at least one authorization mode must be defined'],
    [
      'types and names',
      text([
        { type: 'Nope', name: 'x' },
        { name: 'y' },
        rbac,
        { type: 'RBAC', name: 'rbac2' },
        { type: 'Node', name: 'rbac' },
        { type: 'ABAC', name: 'A_b' },
      ]),
      '[authorizers[0].type: Unsupported value: "Nope": supported values: "ABAC", "AlwaysAllow", "AlwaysDeny", "Node", "RBAC", "Webhook", authorizers[1].type: Required value, authorizers[3].type: Duplicate value: "RBAC", authorizers[4].name: Duplicate value: "rbac", authorizers[5].name: Invalid value: "A_b": authorizer name is invalid: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,',
    ],
    [
      'names of others',
      text([
        { type: 'RBAC', name: 'foo' },
        { type: 'Node', name: 'bar' },
      ]),
      '[expected name rbac for authorizer RBAC instead of foo, expected name node for authorizer Node instead of bar]',
    ],
    [
      'webhooks where they do not belong',
      text([
        { type: 'Webhook', name: 'w' },
        { ...rbac, webhook: {} },
      ]),
      '[authorizers[0].webhook: Required value: required when type=Webhook, authorizers[1].webhook: Invalid value: "non-null": may only be specified when type=Webhook]',
    ],
    [
      'values of a webhook',
      text([
        {
          type: 'Webhook',
          name: 'w',
          webhook: {
            timeout: '31s',
            authorizedTTL: '-1s',
            subjectAccessReviewVersion: 'v2',
            failurePolicy: 'Fail',
            connectionInfo: { type: 'x' },
          },
        },
      ]),
      '[authorizers[0].timeout: Invalid value: "31s": must be > 0s and <= 30s, authorizers[0].authorizedTTL: Invalid value: "-1s": must be > 0s, authorizers[0].subjectAccessReviewVersion: Unsupported value: "v2": supported values: "v1", "v1beta1", authorizers[0].failurePolicy: Unsupported value: "Fail": supported values: "NoOpinion", "Deny", authorizers[0].connectionInfo.type: Unsupported value: {"Type":"x","KubeConfigFile":null}: supported values: "InClusterConfig", "KubeConfigFile"]',
    ],
    [
      'a kubeconfig that is not there',
      text([asking({ connectionInfo: { type: 'KubeConfigFile', kubeConfigFile: '/nope.conf' } })]),
      'authorizers[0].connectionInfo.kubeConfigFile: Invalid value: "/nope.conf": error loading file: stat /nope.conf: no such file or directory',
    ],
    [
      'conditions',
      text([
        asking({
          matchConditions: [
            { expression: '' },
            { expression: 'request.user' },
            { expression: "request.zz == 'a'" },
            { expression: 'request.user' },
          ],
        }),
      ]),
      '[authorizers[0].matchConditions[0].expression: Required value, authorizers[0].matchConditions[1].expression: Invalid value: "request.user": must evaluate to bool but got string, authorizers[0].matchConditions[2].expression: Invalid value: "request.zz == \'a\'": compilation failed: ERROR: <input>:1:8: undefined field \'zz\'\n | request.zz == \'a\'\n | .......^, authorizers[0].matchConditions[3].expression: Duplicate value: "request.user"]',
    ],
    ['no unit', text([asking({ timeout: '3' })]), `${load}time: missing unit in duration "3"`],
    [
      'unknown fields',
      text([{ ...rbac, foo: 1 }], { bar: 2 }),
      `${load}strict decoding error: unknown field "authorizers[0].foo", unknown field "bar"`,
    ],
    [
      'no list',
      text({}),
      `${load}json: cannot unmarshal object into Go struct field AuthorizationConfiguration.authorizers of type []v1.AuthorizerConfiguration`,
    ],
    ['no kind', '{"authorizers":[]}', `${load}Object 'Kind' is missing in '{"authorizers":[]}'`],
  ])('is refused for %s', (_, written, message) => {
    expect(() => parse(written)).toThrow(message);
  });

  it('keeps the types it began with when it is read again', () => {
    const atStart = parse(text([node, rbac]));
    const again = (authorizers: unknown[]) =>
      parseAuthorizationConfiguration(text(authorizers), files, atStart);
    expect(again([rbac, asking({}), node])).toHaveLength(3);
    expect(() => again([rbac])).toThrow('missing required types: [Node]');
    expect(() => again([node, rbac, { type: 'ABAC', name: 'abac' }])).toThrow(
      'authorizer type ABAC is not allowed if it was not enabled at initial server startup',
    );
  });
});
