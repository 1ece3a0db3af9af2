import { describe, expect, it } from 'vitest';
import { errorBody } from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { podStrategy } from './pod-strategy.js';
import { validatePodUpdate } from './pod-update-validation.js';
import { validateNewPod, validatePod } from './pod-validation.js';

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

function podOf(spec: object, container: object = {}): Draft {
  const pod: Draft = {
    metadata: { name: 'p', namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'i', ...container }], ...structuredClone(spec) },
  };
  podStrategy.setDefaults?.(pod);
  return pod;
}

function mistakesOf(pod: Draft): string[] {
  return [...validatePod(pod), ...validateNewPod(pod)].map(
    (error) => `${error.field}: ${errorBody(error)}`,
  );
}

describe('a pod', () => {
  it.each<[object, string[]]>([
    [{}, []],
    [
      { dnsPolicy: 'None' },
      ['spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    ],
    [
      { activeDeadlineSeconds: 0 },
      ['spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive'],
    ],
    [
      { volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/' } }] },
      ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      { volumes: [{ name: 'v', secret: {} }] },
      ['spec.volumes[0].secret.secretName: Required value'],
    ],
    [
      {
        volumes: [
          {
            name: 'v',
            downwardAPI: { items: [{ path: 'x', fieldRef: { fieldPath: 'spec.nodeName' } }] },
          },
        ],
      },
      [
        'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
      ],
    ],
    [
      { tolerations: [{ operator: 'Equal', value: 'x' }] },
      [
        'spec.tolerations[0].operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] },
          },
        },
      },
      [
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
      ],
    ],
    [
      { hostPID: true, shareProcessNamespace: true },
      [
        'spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled',
      ],
    ],
    [
      { hostUsers: false, hostNetwork: true },
      ['spec.hostNetwork: Forbidden: when `hostUsers` is false'],
    ],
    [
      { securityContext: { seccompProfile: { type: 'Localhost' } } },
      [
        'spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost',
      ],
    ],
    [
      { ephemeralContainers: [{ name: 'e', image: 'i' }] },
      ['spec.ephemeralContainers: Forbidden: cannot be set on create'],
    ],
    [
      { os: { name: 'mac' } },
      ['spec.os: Unsupported value: "mac": supported values: "linux", "windows"'],
    ],
    [
      { initContainers: [{ name: 'i', image: 'i', lifecycle: {} }] },
      [
        'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
      ],
    ],
  ])('with %j', (spec, mistakes) => {
    expect(mistakesOf(podOf(spec))).toEqual(mistakes);
  });

  it.each<[object, string[]]>([
    [
      { image: ' nginx' },
      [
        'spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace',
      ],
    ],
    [
      { env: [{ name: '1=2' }] },
      [
        'spec.containers[0].env[0].name: Invalid value: "1=2": a valid environment variable name must consist only of printable ASCII characters other than \'=\'',
      ],
    ],
    [
      { env: [{ name: 'A', valueFrom: { secretKeyRef: { key: 'k' } } }] },
      [`spec.containers[0].env[0].valueFrom.secretKeyRef.name: Invalid value: "": ${subdomain}`],
    ],
    [
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.foo' } } }] },
      [
        'spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: "metadata.foo": error converting fieldPath: field label not supported: metadata.foo',
      ],
    ],
    [
      { envFrom: [{}] },
      [
        'spec.containers[0].envFrom: Invalid value: "": must specify one of: `configMapRef` or `secretRef`',
      ],
    ],
    [
      { livenessProbe: {} },
      ['spec.containers[0].livenessProbe: Required value: must specify a handler type'],
    ],
    [
      { livenessProbe: { tcpSocket: { port: 80 }, exec: { command: ['x'] } } },
      [
        'spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
      ],
    ],
    [
      {
        ports: [
          { containerPort: 1, hostPort: 80 },
          { containerPort: 2, hostPort: 80 },
        ],
      },
      ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
    ],
    [
      { securityContext: { runAsUser: -1 } },
      [
        'spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      ],
    ],
    [
      { securityContext: { privileged: true, allowPrivilegeEscalation: false } },
      [
        'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
      ],
    ],
    [
      { resources: { limits: { 'hugepages-2Mi': '2Mi' } } },
      ['spec.containers[0].resources: Forbidden: HugePages require cpu or memory'],
    ],
  ])('with a container with %j', (container, mistakes) => {
    expect(mistakesOf(podOf({}, container))).toEqual(mistakes);
  });

  it.each<[object, object, string[]]>([
    [{}, { tolerations: [{ key: 'a', operator: 'Exists' }] }, []],
    [{ schedulingGates: [{ name: 'a' }] }, { nodeSelector: { a: 'b' } }, []],
    [{}, { containers: [] }, ['spec.containers']],
    [{}, { schedulingGates: [{ name: 'a' }] }, ['spec.schedulingGates[0].name']],
    [{ activeDeadlineSeconds: 5 }, { activeDeadlineSeconds: 6 }, ['spec.activeDeadlineSeconds']],
    [
      { tolerations: [{ key: 'a', operator: 'Exists' }] },
      { tolerations: [] },
      ['spec.tolerations'],
    ],
    [{}, { hostNetwork: true }, ['spec']],
  ])('that was %j may become %j?', (before, after, fields) => {
    const old = podOf(before);
    const metadata = { name: 'p' };
    const changed = podOf(after);
    expect(
      validatePodUpdate(changed, { ...old, metadata } as never).map(({ field }) => field),
    ).toEqual(fields);
  });
});
