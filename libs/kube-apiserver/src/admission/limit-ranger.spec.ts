import type { KubeObject } from '@drillyard/kube-objects';
import { describe, expect, it } from 'vitest';
import type { AdmissionAttributes } from './admission-plugin.js';
import { LimitRanger } from './limit-ranger.js';

const items = [
  {
    type: 'Container',
    default: { cpu: '100m' },
    defaultRequest: { cpu: '10m' },
    min: { cpu: '5m' },
    max: { memory: '512Mi' },
  },
  { type: 'Pod', max: { cpu: '1' }, maxLimitRequestRatio: { cpu: '4' } },
];

/** What the plugin makes of a container's resources: the pod, or its refusal. */
function admitted(limits: readonly object[], resources: object): KubeObject | string {
  const range = { metadata: { name: 'sizes' }, spec: { limits } } as unknown as KubeObject;
  const reader = { get: () => undefined, list: () => [range], subscribe: () => () => undefined };
  const container = { name: 'main', image: 'nginx', resources };
  const object = { metadata: { name: 'web' }, spec: { containers: [container] } };
  const attributes = {
    operation: 'CREATE',
    group: '',
    version: 'v1',
    resource: 'pods',
    subresource: '',
    kind: 'Pod',
    namespace: 'default',
    name: 'web',
    user: { name: 'jane', groups: [] },
    dryRun: false,
    object: object as unknown as KubeObject,
    addWarning: () => undefined,
  } satisfies AdmissionAttributes;
  const plugin = new LimitRanger(reader);
  plugin.admit(attributes);
  try {
    plugin.validate(attributes);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return attributes.object;
}

describe('LimitRanger', () => {
  it('fills in what is left out, and says so', () => {
    const pod = admitted([items[0] ?? {}], { limits: { memory: '1Mi' } });
    expect(pod).toMatchObject({
      metadata: {
        annotations: {
          'kubernetes.io/limit-ranger':
            'LimitRanger plugin set: cpu request for container main; cpu limit for container main',
        },
      },
      spec: {
        containers: [
          { resources: { requests: { cpu: '10m' }, limits: { cpu: '100m', memory: '1Mi' } } },
        ],
      },
    });
  });

  it.each([
    [
      { limits: { memory: '1Gi' } },
      'maximum memory usage per Container is 512Mi, but limit is 1Gi',
    ],
    [{ limits: {} }, 'maximum memory usage per Container is 512Mi.  No limit is specified'],
    [
      { requests: { cpu: '1m' }, limits: { memory: '1Mi' } },
      '[minimum cpu usage per Container is 5m, but request is 1m, cpu max limit to request ratio per Pod is 4, but provided ratio is 100.000000]',
    ],
    [
      { requests: { cpu: '1500m' }, limits: { cpu: '2', memory: '1Mi' } },
      'maximum cpu usage per Pod is 1, but limit is 2',
    ],
  ])('refuses %j', (resources, message) => {
    const limits = message.includes('per Pod') ? items : [items[0] ?? {}];
    expect(admitted(limits, resources)).toBe(`pods "web" is forbidden: ${message}`);
  });
});
