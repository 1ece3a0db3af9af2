import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';

/** The field of each metric by its type. */
const sources: Readonly<Record<string, string>> = {
  ContainerResource: 'containerResource',
  External: 'external',
  Object: 'object',
  Pods: 'pods',
  Resource: 'resource',
};

/** Upstream's `validateHorizontalPodAutoscalerSpec`. */
export function validateHorizontalPodAutoscaler({ spec = {} }: Draft): FieldError[] {
  const { scaleTargetRef = {}, minReplicas = 1, maxReplicas = 0, metrics = [] } = spec;
  const field = 'spec.maxReplicas';
  const errors: FieldError[] = [];
  if (minReplicas < 1) {
    const detail = 'must be greater than or equal to 1';
    errors.push(invalidValue('spec.minReplicas', minReplicas, detail));
  }
  if (maxReplicas < 1) errors.push(required(field, 'must be set and greater than 0'));
  if (maxReplicas < minReplicas) {
    const detail = 'must be greater than or equal to `minReplicas`';
    errors.push(invalidValue(field, maxReplicas, detail));
  }
  errors.push(...validateTarget(scaleTargetRef, 'spec.scaleTargetRef'));
  for (const [index, metric] of metrics.entries()) {
    errors.push(...validateMetric(metric, `spec.metrics[${index}]`));
  }
  const canBeNone = metrics.some(({ type }: Draft) => ['External', 'Object'].includes(type));
  if (minReplicas !== 0 || canBeNone) return errors;
  const detail =
    'must specify at least one Object or External metric to support scaling to zero replicas';
  return [...errors, forbiddenValue('spec.metrics', detail)];
}

function validateTarget(target: Draft, field: string): FieldError[] {
  const errors = ['kind', 'name'].flatMap((key) => {
    const value: string = target[key] ?? '';
    if (value === '') return [required(`${field}.${key}`)];
    const segments = ['/', '%'].filter((part) => value.includes(part));
    return segments.map((part) =>
      invalidValue(`${field}.${key}`, value, `may not contain '${part}'`),
    );
  });
  if (target['apiVersion']) return errors;
  const detail = 'apiVersion must specify API group';
  return [...errors, invalidValue(`${field}.apiVersion`, '', detail)];
}

function validateMetric(metric: Draft, field: string): FieldError[] {
  const { type = '' } = metric;
  const source = sources[type];
  if (source === undefined) {
    // Twice, as upstream reports it.
    const error = notSupported(`${field}.type`, type, Object.keys(sources));
    return [error, error];
  }
  if (metric[source] === undefined) {
    return [
      required(`${field}.${source}`, 'must populate information for the given metric source'),
    ];
  }
  const errors: FieldError[] = [];
  const { name, target } = metric[source];
  const path = `${field}.${source}`;
  if (source.endsWith('esource')) {
    if (!name) errors.push(required(`${path}.name`, 'must specify a resource name'));
    if (target && target.averageUtilization === undefined && target.averageValue === undefined) {
      const detail = 'must set either a target raw value or a target utilization';
      errors.push(required(`${path}.target.averageUtilization`, detail));
    }
  }
  const others = Object.values(sources).filter((each) => each !== source && metric[each]);
  return [
    ...errors,
    ...others.map((each) =>
      forbiddenValue(`${field}.${each}`, 'must populate the given metric source only'),
    ),
  ];
}
