import type { KubeObject } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import type { AdmissionAttributes } from './admission-plugin.js';
import { PodSecurity } from './pod-security.js';
import {
  defaultPodSecurityConfiguration,
  type PodSecurityConfiguration,
} from './pod-security-configuration.js';

const prefix = 'pod-security.kubernetes.io/';

function namespaceOf(labels: Record<string, string>): KubeObject {
  const prefixed = Object.entries(labels).map(([key, value]) => [`${prefix}${key}`, value]);
  const metadata = { name: 'shop', labels: Object.fromEntries(prefixed) };
  return { apiVersion: 'v1', kind: 'Namespace', metadata };
}

function podOf(name: string, spec: object = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...metadata },
    spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec },
  };
}

interface World {
  readonly labels?: Record<string, string>;
  readonly pods?: readonly KubeObject[];
  readonly exemptions?: Partial<PodSecurityConfiguration['exemptions']>;
  readonly now?: () => Date;
}

interface Outcome {
  refusal?: string;
  warnings?: string[];
  annotations?: Record<string, string>;
}

/** What comes of a request in the namespace `shop`; only what there is. */
function outcomeOf(request: Partial<AdmissionAttributes>, world: World = {}): Outcome {
  const { labels = {}, pods = [], now = () => new Date(0) } = world;
  const reader = {
    get: () => namespaceOf(labels),
    list: () => pods,
    subscribe: () => () => undefined,
  };
  const exemptions = { ...defaultPodSecurityConfiguration.exemptions, ...world.exemptions };
  const configuration = { ...defaultPodSecurityConfiguration, exemptions };
  const warnings: string[] = [];
  const annotations: Record<string, string> = {};
  const attributes: AdmissionAttributes = {
    operation: 'CREATE',
    group: '',
    version: 'v1',
    resource: 'pods',
    subresource: '',
    kind: 'Pod',
    namespace: 'shop',
    name: 'web',
    user: { name: 'jane', groups: [] },
    dryRun: false,
    addWarning: (text) => warnings.push(text),
    addAuditAnnotation: (key, value) => {
      annotations[key.replace(prefix, '')] = value;
    },
    ...request,
  };
  let refusal: string | undefined;
  try {
    new PodSecurity(reader, now, configuration).validate(attributes);
  } catch (error) {
    refusal = error instanceof Error ? error.message : String(error);
  }
  return {
    ...(refusal === undefined ? {} : { refusal }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

const hostPid = podOf('web', { hostPID: true });
const baselineMistake = '"baseline:latest": host namespaces (hostPID=true)';

describe('pods', () => {
  it.each<[string, Partial<AdmissionAttributes>, World, Outcome]>([
    [
      'are let in where nothing is asked',
      { object: hostPid },
      {},
      { annotations: { 'enforce-policy': 'privileged:latest' } },
    ],
    [
      'are refused, without a warning on top',
      { object: hostPid },
      { labels: { enforce: 'baseline' } },
      {
        refusal: `pods "web" is forbidden: violates PodSecurity ${baselineMistake}`,
        annotations: { 'enforce-policy': 'baseline:latest' },
      },
    ],
    [
      'are warned of and recorded',
      { object: hostPid },
      { labels: { warn: 'baseline', audit: 'baseline' } },
      {
        warnings: [`would violate PodSecurity ${baselineMistake}`],
        annotations: {
          'enforce-policy': 'privileged:latest',
          'audit-violations': `would violate PodSecurity ${baselineMistake}`,
        },
      },
    ],
    [
      'are held to restricted where the label is mistaken',
      { object: podOf('web', { os: { name: 'windows' } }) },
      { labels: { enforce: 'strict' } },
      {
        refusal:
          'pods "web" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "main" must set securityContext.runAsNonRoot=true)',
        annotations: {
          'enforce-policy': 'restricted:latest',
          error:
            'Failed to parse policy: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
        },
      },
    ],
    [
      'are not looked at when they are deleted',
      { operation: 'DELETE' },
      { labels: { enforce: 'restricted' } },
      {},
    ],
    [
      'may be labelled whatever they are',
      { operation: 'UPDATE', object: hostPid, oldObject: hostPid },
      { labels: { enforce: 'restricted' } },
      {},
    ],
    [
      'get no other image',
      {
        operation: 'UPDATE',
        oldObject: hostPid,
        object: podOf('web', { hostPID: true, containers: [{ name: 'main', image: 'httpd' }] }),
      },
      { labels: { enforce: 'baseline' } },
      {
        refusal: `pods "web" is forbidden: violates PodSecurity ${baselineMistake}`,
        annotations: { 'enforce-policy': 'baseline:latest' },
      },
    ],
    [
      'get no ephemeral container',
      {
        operation: 'UPDATE',
        subresource: 'ephemeralcontainers',
        oldObject: hostPid,
        object: podOf('web', { hostPID: true, ephemeralContainers: [{ name: 'debug' }] }),
      },
      { labels: { enforce: 'baseline' } },
      {
        refusal: `pods "web" is forbidden: violates PodSecurity ${baselineMistake}`,
        annotations: { 'enforce-policy': 'baseline:latest' },
      },
    ],
    [
      'are bound to a node whatever they are',
      { subresource: 'binding', kind: 'Binding', object: hostPid },
      { labels: { enforce: 'restricted' } },
      {},
    ],
    [
      'of an exempt user are let in',
      { object: hostPid },
      { labels: { enforce: 'baseline' }, exemptions: { usernames: ['jane'] } },
      { annotations: { exempt: 'user' } },
    ],
    [
      'of an exempt namespace are let in',
      { object: hostPid },
      { labels: { enforce: 'baseline' }, exemptions: { namespaces: ['shop'] } },
      { annotations: { exempt: 'namespace' } },
    ],
    [
      'of an exempt runtime class are let in',
      { object: podOf('web', { hostPID: true, runtimeClassName: 'gvisor' }) },
      { labels: { enforce: 'baseline' }, exemptions: { runtimeClasses: ['gvisor'] } },
      { annotations: { exempt: 'runtimeClass' } },
    ],
  ])('%s', (_what, request, world, outcome) => {
    expect(outcomeOf(request, world)).toEqual(outcome);
  });
});

describe('workloads', () => {
  const cronJob = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'web' },
    spec: { jobTemplate: { spec: { template: hostPid } } },
  };
  const request = { group: 'batch', resource: 'cronjobs', kind: 'CronJob', object: cronJob };

  it('are let in with a warning', () => {
    expect(outcomeOf(request, { labels: { enforce: 'baseline' } })).toEqual({
      warnings: [`would violate PodSecurity ${baselineMistake}`],
    });
  });

  it.each([
    [{ ...request, subresource: 'status' }],
    [{ ...request, resource: 'widgets' }],
    [
      {
        resource: 'replicationcontrollers',
        object: { ...cronJob, kind: 'ReplicationController', spec: {} },
      },
    ],
  ])('are not looked at otherwise', (other) => {
    expect(outcomeOf(other, { labels: { enforce: 'baseline' } })).toEqual({});
  });
});

describe('namespaces', () => {
  const update = (from: Record<string, string>, to: Record<string, string>) => ({
    operation: 'UPDATE' as const,
    resource: 'namespaces',
    kind: 'Namespace',
    name: 'shop',
    object: namespaceOf(to),
    oldObject: namespaceOf(from),
  });

  it('keep labels that were mistaken before', () => {
    const labels = { enforce: 'strict' };
    expect(outcomeOf(update(labels, labels))).toEqual({});
    expect(outcomeOf(update({}, labels)).refusal).toBe(
      'Namespace "shop" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted',
    );
  });

  it('are told that their labels count for nothing where they are exempt', () => {
    const exemptions = { namespaces: ['shop'] };
    const labels = { enforce: 'restricted', 'enforce-version': 'v1.30', 'audit-version': 'v1.20' };
    expect(outcomeOf(update({}, labels), { exemptions, pods: [hostPid] })).toEqual({
      warnings: [
        'namespace "shop" is exempt from Pod Security, and the policy (enforce=restricted:v1.30) will be ignored',
      ],
    });
  });

  it('are told of the pods that are there, those with the same mistakes in one line', () => {
    const names = ['web-2', 'web-1', 'web-3'];
    const port = { containers: [{ name: 'main', ports: [{ hostPort: 80 }] }] };
    const pods = [...names.map((name) => podOf(name, { hostPID: true })), podOf('port', port)];
    expect(outcomeOf(update({}, { enforce: 'baseline' }), { pods }).warnings).toEqual([
      'existing pods in namespace "shop" violate the new PodSecurity enforce level "baseline:latest"',
      'port: hostPort',
      'web-1 (and 2 other pods): host namespaces',
    ]);
  });

  it.each([
    [{ enforce: 'restricted' }, { enforce: 'baseline' }],
    [{ enforce: 'baseline' }, { enforce: 'baseline', warn: 'restricted' }],
    [{ enforce: 'baseline' }, { enforce: 'privileged', 'enforce-version': 'v1.1' }],
  ])('are told nothing when they ask for no more: %j to %j', (from, to) => {
    expect(outcomeOf(update(from, to), { pods: [hostPid] })).toEqual({});
  });

  it('are judged by 3000 pods, one of each controller first', () => {
    const owned = { ownerReferences: [{ uid: 'a', controller: true }] };
    const pods = [
      ...Array.from({ length: 3_000 }, (_, index) => podOf(`web-${index}`, {}, owned)),
      podOf('last', { hostPID: true }),
    ];
    expect(outcomeOf(update({}, { enforce: 'baseline' }), { pods }).warnings).toEqual([
      'new PodSecurity enforce level only checked against the first 3000 of 3001 existing pods',
      'existing pods in namespace "shop" violate the new PodSecurity enforce level "baseline:latest"',
      'last: host namespaces',
    ]);
  });

  it('wait for a second and no longer', () => {
    let seconds = 0;
    const now = () => new Date(seconds++ * 600);
    const pods = ['a', 'b', 'c', 'd'].map((name) => podOf(name));
    expect(outcomeOf(update({}, { enforce: 'baseline' }), { pods, now }).warnings).toEqual([
      'new PodSecurity enforce level only checked against the first 2 of 4 existing pods',
    ]);
  });
});
