import { describe, expect, it } from 'vitest';
import { parseAuditPolicy } from './parse-audit-policy.js';

const head = 'apiVersion: audit.k8s.io/v1\nkind: Policy\n';
const parse = (text: string) => parseAuditPolicy(text, '/p.yaml');

describe('parseAuditPolicy', () => {
  it('reads every field', () => {
    const rule = {
      level: 'Request',
      users: ['jane'],
      userGroups: ['devs'],
      verbs: ['get'],
      resources: [{ group: 'apps', resources: ['deployments'], resourceNames: ['web'] }],
      namespaces: [''],
      omitStages: ['RequestReceived'],
      omitManagedFields: true,
    };
    const nonResource = { level: 'None', nonResourceURLs: ['/healthz*', '*'] };
    const policy = { omitStages: ['Panic'], omitManagedFields: false, rules: [rule, nonResource] };
    const text = JSON.stringify({ apiVersion: 'audit.k8s.io/v1', kind: 'Policy', ...policy });
    expect(parse(text)).toEqual({ policy, warnings: [] });
  });

  it('warns of fields no policy has, and goes by the rest', () => {
    const { policy, warnings } = parse(`${head}rules: [{level: None, foo: 1}]\nbar: 2`);
    expect(policy.rules).toEqual([{ level: 'None' }]);
    expect(warnings).toEqual([
      'Audit policy contains errors, falling back to lenient decoding: strict decoding error: unknown field "rules[0].foo", unknown field "bar"',
    ]);
  });

  // What a kube-apiserver 1.36 says at its start.
  it.each([
    ['', 'unknown group version field audit.k8s.io/__internal, Kind=Policy in policy'],
    ['rules: []', 'unknown group version field audit.k8s.io/__internal, Kind=Policy in policy'],
    [head, 'loaded illegal policy with 0 rules'],
    ['apiVersion: audit.k8s.io/v1\nrules: []', 'loaded illegal policy with 0 rules'],
    [
      'apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules: [{level: None}]',
      'failed decoding: no kind "Policy" is registered for version "audit.k8s.io/v1beta1" in scheme "pkg/audit/scheme.go:30"',
    ],
    [
      'apiVersion: audit.k8s.io/v1\nkind: Polcy\nrules: [{level: None}]',
      'failed decoding: no kind "Polcy" is registered for version "audit.k8s.io/v1" in scheme "pkg/audit/scheme.go:30"',
    ],
    [
      `${head}rules: [{level: 5}]`,
      'failed decoding: json: cannot unmarshal number into Go struct field PolicyRule.rules.level of type v1.Level',
    ],
    [
      `${head}rules: {level: None}`,
      'failed decoding: json: cannot unmarshal object into Go struct field Policy.rules of type []v1.PolicyRule',
    ],
    [
      `${head}rules: [{level: None, users: jane}]`,
      'failed decoding: json: cannot unmarshal string into Go struct field PolicyRule.rules.users of type []string',
    ],
    [
      `${head}rules: [{level: None, resources: [secrets]}]`,
      'failed decoding: json: cannot unmarshal string into Go struct field PolicyRule.rules.resources of type v1.GroupResources',
    ],
    [
      `${head}rules: [{level: None, omitManagedFields: "x"}]`,
      'failed decoding: json: cannot unmarshal string into Go struct field PolicyRule.rules.omitManagedFields of type bool',
    ],
    [
      'hello',
      `failed decoding: couldn't get version/kind; json parse error: json: cannot unmarshal string into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ],
    [
      `${head}rules: [{level: Meta}, {}]\nomitStages: [Bar]`,
      '[omitStages[0]: Invalid value: "Bar": allowed stages are RequestReceived,ResponseStarted,ResponseComplete,Panic, rules[0].level: Unsupported value: "Meta": supported values: "None", "Metadata", "Request", "RequestResponse", rules[1].level: Required value]',
    ],
    [
      `${head}rules: [{level: None, nonResourceURLs: [x, /a*b]}]`,
      `[rules[0].nonResourceURLs[0]: Invalid value: "x": non-resource URL rules must begin with a '/' character, rules[0].nonResourceURLs[1]: Invalid value: "/a*b": non-resource URL wildcards '*' must be the final character of the rule]`,
    ],
    [
      `${head}rules: [{level: None, nonResourceURLs: [/a], namespaces: [b]}]`,
      'rules[0].nonResourceURLs: Invalid value: ["/a"]: rules cannot apply to both regular resources and non-resource URLs',
    ],
    [
      `${head}rules: [{level: None, resources: [{resourceNames: [a]}]}]`,
      'rules[0].resources.resourceNames: Invalid value: ["a"]: using resourceNames requires at least one resource',
    ],
  ])('refuses %j', (text, why) => {
    expect(() => parse(text)).toThrow(`loading audit policy file: ${why}: from file /p.yaml`);
  });
});
