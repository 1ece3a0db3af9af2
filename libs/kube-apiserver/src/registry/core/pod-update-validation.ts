import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '@drillyard/kube-objects';
import { type FieldError, forbiddenValue, invalidValue } from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import { containersOf } from './pod-spec-defaults.js';

/** In upstream's words and order. */
const updatableFields = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

/** What of a pod may change once it is made (upstream `ValidatePodUpdate`). */
export function validatePodUpdate(draft: Draft, old: KubeObject): FieldError[] {
  const before = old['spec'] as Draft;
  const after: Draft = draft['spec'];
  for (const list of ['containers', 'initContainers']) {
    if ((before[list] ?? []).length === (after[list] ?? []).length) continue;
    return [forbiddenValue(`spec.${list}`, 'pod updates may not add or remove containers')];
  }
  const errors = validateDeadline(after['activeDeadlineSeconds'], before['activeDeadlineSeconds']);
  if (errors.length > 0) return errors;
  return [
    ...validateTolerationsKept(after['tolerations'] ?? [], before['tolerations'] ?? []),
    ...validateNoNewGates(after['schedulingGates'] ?? [], before['schedulingGates'] ?? []),
    ...validateUnchanged(after, before),
  ];
}

function validateDeadline(after: number | undefined, before: number | undefined): FieldError[] {
  const field = 'spec.activeDeadlineSeconds';
  if (before === undefined) return [];
  if (after === undefined) {
    return [invalidValue(field, null, 'must not update from a positive integer to nil value')];
  }
  if (after <= before) return [];
  return [invalidValue(field, after, 'must be less than or equal to previous value')];
}

function validateTolerationsKept(after: readonly Draft[], before: readonly Draft[]): FieldError[] {
  const fixed = ({ tolerationSeconds: _seconds, ...toleration }: Draft) => toleration;
  const isKept = before.every((toleration) =>
    after.some((each) => isDeepStrictEqual(fixed(each), fixed(toleration))),
  );
  if (isKept) return [];
  const detail = 'existing toleration can not be modified except its tolerationSeconds';
  return [forbiddenValue('spec.tolerations', detail)];
}

function validateNoNewGates(after: readonly Draft[], before: readonly Draft[]): FieldError[] {
  const known = new Set(before.map(({ name }) => name));
  return after.flatMap(({ name }, index) => {
    if (known.has(name)) return [];
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return [forbiddenValue(`spec.schedulingGates[${index}].name`, detail)];
  });
}

function validateUnchanged(afterSpec: Draft, beforeSpec: Draft): FieldError[] {
  const isGated = (beforeSpec['schedulingGates'] ?? []).length > 0;
  const before = comparable(beforeSpec, isGated);
  const after = comparable(afterSpec, isGated);
  if (isDeepStrictEqual(after, before)) return [];
  // Upstream shows a diff of its own structures here.
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => `spec.${key}`);
  const detail = `pod updates may not change fields other than ${updatableFields.join(',')}\nchanged: ${changed.join(', ')}`;
  return [forbiddenValue('spec', detail)];
}

/** A pod's spec without what may change; nobody has looked for a node yet for a gated one. */
function comparable(spec: Draft, isGated: boolean): Draft {
  const copy: Draft = structuredClone(spec);
  for (const container of containersOf(copy)) delete container['image'];
  for (const field of ['activeDeadlineSeconds', 'tolerations', 'schedulingGates'])
    delete copy[field];
  if (isGated) {
    delete copy['nodeSelector'];
    delete copy['affinity']?.nodeAffinity;
    if (Object.keys(copy['affinity'] ?? {}).length === 0) delete copy['affinity'];
  }
  return copy;
}
