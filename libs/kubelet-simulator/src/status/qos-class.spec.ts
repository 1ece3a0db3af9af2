import { describe, expect, it } from 'vitest';
import type { Container } from '../api/pod.js';
import { qosClass } from './qos-class.js';

const both = { cpu: '1', memory: '1Gi' };

describe('qosClass', () => {
  it.each<[string, Container['resources'][], string]>([
    ['nothing', [{}], 'BestEffort'],
    ['zero', [{ requests: { cpu: '0' } }], 'BestEffort'],
    ['requests', [{ requests: { cpu: '1' } }], 'Burstable'],
    ['limits of both', [{ limits: both }], 'Guaranteed'],
    [
      'limits that are the requests',
      [{ limits: both, requests: { cpu: '1000m', memory: '1024Mi' } }],
      'Guaranteed',
    ],
    [
      'limits above the requests',
      [{ limits: both, requests: { cpu: '500m', memory: '1Gi' } }],
      'Burstable',
    ],
    ['limits of one container', [{ limits: both }, {}], 'Burstable'],
  ])('of %s', (_name, all, expected) => {
    const containers = all.map((resources, index): Container => {
      return { name: `c${index}`, image: 'a', ...(resources && { resources }) };
    });
    expect(qosClass({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: { containers } })).toBe(
      expected,
    );
  });
});
