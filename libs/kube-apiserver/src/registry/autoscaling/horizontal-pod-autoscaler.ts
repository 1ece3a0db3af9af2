import type { KubeObject } from '@drillyard/kube-objects';
import type { Conversion } from '../conversion.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateHorizontalPodAutoscaler as validate } from './horizontal-pod-autoscaler-validation.js';

const averageUtilizationDefault = 80;

/** Stored as autoscaling/v2. */
export const horizontalPodAutoscalerStrategy: ResourceStrategy = {
  group: 'autoscaling',
  resource: 'horizontalpodautoscalers',
  setDefaults({ spec }) {
    if (spec === undefined) return;
    spec.minReplicas ??= 1;
    if ((spec.metrics ?? []).length === 0) spec.metrics = [cpuMetric(averageUtilizationDefault)];
  },
  validate,
  validateUpdate: validate,
};

/**
 * autoscaling/v1 knows of one metric only, the CPU's utilization; the others stay where they are
 * while a v1 client looks at the object, and are lost where it replaces it.
 */
export const horizontalPodAutoscalerV1: Conversion = {
  group: 'autoscaling',
  version: 'v1',
  resource: 'horizontalpodautoscalers',
  stored: { group: 'autoscaling', resource: 'horizontalpodautoscalers' },
  toStored(draft) {
    const { targetCPUUtilizationPercentage: target, ...spec } = draft['spec'] ?? {};
    const metrics = target === undefined ? {} : { metrics: [cpuMetric(target)] };
    const { currentCPUUtilizationPercentage: current, ...status } = draft['status'] ?? {};
    const currentMetrics = current === undefined ? {} : { currentMetrics: [cpuStatus(current)] };
    return {
      ...draft,
      apiVersion: 'autoscaling/v2',
      spec: { ...spec, ...metrics },
      status: { ...status, ...currentMetrics },
    };
  },
  toServed(object) {
    const { metrics = [], behavior: _behavior, ...spec } = (object['spec'] ?? {}) as Draft;
    const {
      currentMetrics,
      conditions: _conditions,
      ...status
    } = (object['status'] ?? {}) as Draft;
    const target = cpuOf(metrics)?.target?.averageUtilization;
    const current = cpuOf(currentMetrics ?? [])?.current?.averageUtilization;
    const served = {
      ...object,
      apiVersion: 'autoscaling/v1',
      spec: {
        ...spec,
        ...(target === undefined ? {} : { targetCPUUtilizationPercentage: target }),
      },
      status: {
        ...status,
        ...(current === undefined ? {} : { currentCPUUtilizationPercentage: current }),
      },
    };
    return served satisfies KubeObject;
  },
};

function cpuMetric(averageUtilization: number): Draft {
  return {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
  };
}

function cpuStatus(averageUtilization: number): Draft {
  return { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization } } };
}

function cpuOf(metrics: readonly Draft[]): Draft | undefined {
  return metrics.find(({ type, resource }) => type === 'Resource' && resource?.name === 'cpu')?.[
    'resource'
  ];
}
