import { describe, expect, it } from 'vitest';
import type { Container, Pod } from '../api/pod.js';
import { resourceField } from './resource-field.js';

const container: Container = {
  name: 'main',
  image: 'a',
  resources: { limits: { cpu: '1500m' }, requests: { cpu: '250m', memory: '100Mi' } },
};
const other: Container = { name: 'other', image: 'a', resources: { limits: { memory: '1Gi' } } };
const pod: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {},
  spec: { containers: [container, other] },
};
const allocatable = { cpu: '4', memory: '8Gi' };

describe('resourceField', () => {
  it.each([
    [{ resource: 'limits.cpu' }, '2'],
    [{ resource: 'limits.cpu', divisor: '1m' }, '1500'],
    [{ resource: 'requests.cpu', divisor: '1m' }, '250'],
    [{ resource: 'requests.memory', divisor: '1Mi' }, '100'],
    [{ resource: 'limits.memory' }, '8589934592'],
    [{ resource: 'limits.memory', containerName: 'other', divisor: '1Gi' }, '1'],
    [{ resource: 'requests.memory', containerName: 'other' }, '0'],
  ])('gives %j as %s', (selector, text) => {
    expect(resourceField(pod, container, selector, allocatable)).toBe(text);
  });

  it('knows no others', () => {
    expect(() => resourceField(pod, container, { resource: 'limits.x' }, {})).toThrow(
      'Unsupported container resource : limits.x',
    );
  });
});
