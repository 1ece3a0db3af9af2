import { describe, expect, it } from 'vitest';
import { parseAdmissionConfiguration } from './admission-configuration.js';
import { parsePodSecurityConfiguration } from './parse-pod-security-configuration.js';
import { defaultPodSecurityConfiguration } from './pod-security-configuration.js';

const head =
  'apiVersion: pod-security.admission.config.k8s.io/v1\nkind: PodSecurityConfiguration\n';
const labelMistake =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

describe('the configuration of PodSecurity', () => {
  it.each(['', head, head.replace('/v1', '/v1beta1')])('is upstream’s for %j', (text) => {
    expect(parsePodSecurityConfiguration(text)).toEqual(defaultPodSecurityConfiguration);
  });

  it('has defaults and exemptions', () => {
    const text = `${head}defaults: { enforce: baseline, enforce-version: v1.30, warn: restricted }\nexemptions: { usernames: [jane], namespaces: [kube-system], runtimeClasses: [gvisor] }`;
    expect(parsePodSecurityConfiguration(text)).toEqual({
      defaults: {
        enforce: { level: 'baseline', version: 'v1.30' },
        audit: { level: 'privileged', version: 'latest' },
        warn: { level: 'restricted', version: 'latest' },
      },
      exemptions: { usernames: ['jane'], namespaces: ['kube-system'], runtimeClasses: ['gvisor'] },
    });
  });

  it.each([
    [
      `${head}defaults: { enforce: strict, warn-version: v2 }`,
      'failed to initialize admission plugin "PodSecurity": PodSecurity configuration error: [enforce: must be one of privileged, baseline, restricted, warn-version: must be "latest" or "v1.x"]',
    ],
    [
      `${head}default: { enforce: baseline }`,
      'couldn\'t init admission plugin "PodSecurity": strict decoding error: unknown field "default"',
    ],
    [
      head.replace('/v1', '/v2'),
      'couldn\'t init admission plugin "PodSecurity": no kind "PodSecurityConfiguration" is registered for version "pod-security.admission.config.k8s.io/v2" in scheme "k8s.io/pod-security-admission/admission/api/scheme/scheme.go:31"',
    ],
    [
      `${head}exemptions: { usernames: ['', a, a], namespaces: [A] }`,
      `failed to initialize admission plugin "PodSecurity": PodSecurity invalid: [exemptions.namespaces[0]: Invalid value: "A": ${labelMistake}, exemptions.usernames[0]: Invalid value: "": username must not be empty, exemptions.usernames[2]: Duplicate value: "a"]`,
    ],
  ])('is refused: %j', (text, message) => {
    expect(() => parsePodSecurityConfiguration(text)).toThrow(
      `failed to apply admission: ${message}`,
    );
  });
});

describe('the configuration of admission', () => {
  const file = 'apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\n';

  it('has each plugin’s own, in it or beside it', () => {
    const plugins = `plugins:
  - name: PodSecurity
    configuration: { kind: PodSecurityConfiguration, defaults: { enforce: baseline } }
  - { name: EventRateLimit, path: limits.yaml }
  - { name: ResourceQuota }`;
    expect([...parseAdmissionConfiguration(file + plugins)]).toEqual([
      [
        'PodSecurity',
        { text: '{"kind":"PodSecurityConfiguration","defaults":{"enforce":"baseline"}}' },
      ],
      ['EventRateLimit', { path: 'limits.yaml' }],
    ]);
  });

  it('is refused where it has what upstream does not know', () => {
    expect(() => parseAdmissionConfiguration(`${file}plugin: []`)).toThrow(
      'failed to read plugin config: strict decoding error: unknown field "plugin"',
    );
  });
});
