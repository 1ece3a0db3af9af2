import { describe, expect, it } from 'vitest';
import { FileError } from './component-files.js';
import { kubeApiserverFlags } from './component-flags.generated.js';
import { FlagSet, flagTypes } from './flag-set.js';
import { loadPodSecurity } from './pod-security-options.js';

const admission = (plugin: string) =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: [${plugin}]`;
const exempting = (namespace: string) =>
  `{ apiVersion: pod-security.admission.config.k8s.io/v1, kind: PodSecurityConfiguration, exemptions: { namespaces: [${namespace}] } }`;

const texts: Readonly<Record<string, string>> = {
  '/etc/inside.yaml': admission(
    `{ name: PodSecurity, configuration: ${exempting('kube-system')} }`,
  ),
  '/etc/beside.yaml': admission('{ name: PodSecurity, path: pod-security.yaml }'),
  '/etc/pod-security.yaml': exempting('shop'),
  '/etc/other.yaml': admission('{ name: EventRateLimit, path: limits.yaml }'),
  '/etc/lost.yaml': admission('{ name: PodSecurity, path: /nope.yaml }'),
};

const files = {
  read(path: string): string {
    const text = texts[path];
    if (text === undefined) throw new FileError('open', path, 'no such file or directory');
    return text;
  },
};

function load(...args: string[]) {
  const flags = FlagSet.parse('kube-apiserver', args, flagTypes(kubeApiserverFlags));
  return loadPodSecurity(flags, files);
}

describe('--admission-control-config-file', () => {
  it.each([
    ['/etc/inside.yaml', ['kube-system']],
    ['/etc/beside.yaml', ['shop']],
    ['/etc/other.yaml', undefined],
  ])('%s exempts %j', (path, namespaces) => {
    const loaded = load(`--admission-control-config-file=${path}`);
    expect(loaded?.exemptions.namespaces).toEqual(namespaces);
  });

  it('may be left out', () => {
    expect(load()).toBeUndefined();
  });

  it.each([
    [
      '/nope',
      'failed to read plugin config: unable to read admission control configuration from "/nope" [open /nope: no such file or directory]',
    ],
    ['/etc/lost.yaml', 'open /nope.yaml: no such file or directory'],
    [
      '/etc/pod-security.yaml',
      'failed to read plugin config: no kind "PodSecurityConfiguration" is registered for version "pod-security.admission.config.k8s.io/v1" in scheme "pkg/server/options/admission.go:51"',
    ],
  ])('%s ends the server', (path, message) => {
    expect(() => load(`--admission-control-config-file=${path}`)).toThrow(
      `failed to apply admission: ${message}`,
    );
  });
});
