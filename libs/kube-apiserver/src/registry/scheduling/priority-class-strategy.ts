import type { KubeObject } from '@drillyard/kube-objects';
import {
  type FieldError,
  fieldImmutableMessage,
  forbiddenValue,
  invalidValue,
} from '../field-error.js';
import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateOneOf } from '../scalar-validation.js';

/** Above this are the system's own (upstream `HighestUserDefinablePriority`). */
const valueMax = 1_000_000_000;
const systemClasses: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

export const priorityClassStrategy: ResourceStrategy = {
  group: 'scheduling.k8s.io',
  resource: 'priorityclasses',
  setDefaults(draft) {
    draft['preemptionPolicy'] ??= 'PreemptLowerPriority';
  },
  validate,
  validateUpdate,
};

function validate({ metadata, value = 0, globalDefault, preemptionPolicy }: Draft): FieldError[] {
  const policies = ['PreemptLowerPriority', 'Never'];
  const errors = validateOneOf('preemptionPolicy', preemptionPolicy, policies);
  const { name } = metadata;
  if (name.startsWith('system-')) {
    const why = whyNoSystemClass(name, value, globalDefault);
    if (why === undefined) return errors;
    const detail = `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`;
    return [forbiddenValue('metadata.name', detail), ...errors];
  }
  if (value <= valueMax) return errors;
  const detail = `maximum allowed value of a user defined priority is ${valueMax}`;
  return [forbiddenValue('value', detail), ...errors];
}

function whyNoSystemClass(name: string, value: number, isDefault: boolean): string | undefined {
  const known = systemClasses[name];
  if (known === undefined) return `${name} is not a known system priority class`;
  if (value !== known) return `value of ${name} PriorityClass must be ${known}`;
  return isDefault === true ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function validateUpdate(draft: Draft, old: KubeObject): FieldError[] {
  const { value = 0, preemptionPolicy } = draft;
  const errors: FieldError[] = [];
  if (value !== (old['value'] ?? 0)) {
    errors.push(forbiddenValue('value', 'may not be changed in an update.'));
  }
  if (preemptionPolicy === old['preemptionPolicy']) return errors;
  return [...errors, invalidValue('preemptionPolicy', preemptionPolicy, fieldImmutableMessage)];
}
