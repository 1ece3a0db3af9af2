import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import {
  validateAtMostHundredPercent,
  validateIntOrPercent,
  validateNonNegative,
} from '../scalar-validation.js';

/** How pods are replaced (upstream `pkg/apis/apps/validation`). */

const isZero = (value: unknown) => value === undefined || Number.parseInt(String(value), 10) === 0;

/** A strategy as upstream prints what it keeps inside. */
function shown({ type, rollingUpdate }: Draft): Draft {
  return { Type: type, RollingUpdate: rollingUpdate ?? null };
}

export function validateDeploymentStrategy(strategy: Draft, field: string): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const path = `${field}.rollingUpdate`;
  if (type === 'Recreate') {
    const detail = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate === undefined ? [] : [forbiddenValue(path, detail)];
  }
  if (type !== 'RollingUpdate') {
    return [notSupported(field, shown(strategy), ['Recreate', 'RollingUpdate'])];
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const errors = [
    ...validateIntOrPercent(`${path}.maxUnavailable`, maxUnavailable),
    ...validateIntOrPercent(`${path}.maxSurge`, maxSurge),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    const detail = 'may not be 0 when `maxSurge` is 0';
    errors.push(invalidValue(`${path}.maxUnavailable`, maxUnavailable, detail));
  }
  return [...errors, ...validateAtMostHundredPercent(`${path}.maxUnavailable`, maxUnavailable)];
}

export function validateDaemonSetUpdateStrategy(strategy: Draft, field: string): FieldError[] {
  const { type, rollingUpdate } = strategy;
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    return [notSupported(field, shown(strategy), ['RollingUpdate', 'OnDelete'])];
  }
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const path = `${field}.rollingUpdate`;
  const errors = [
    ...validateIntOrPercent(`${path}.maxUnavailable`, maxUnavailable),
    ...validateIntOrPercent(`${path}.maxSurge`, maxSurge),
    ...validateAtMostHundredPercent(`${path}.maxUnavailable`, maxUnavailable),
    ...validateAtMostHundredPercent(`${path}.maxSurge`, maxSurge),
  ];
  if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(required(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  } else if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    const detail = 'may not be set when maxUnavailable is non-zero';
    errors.push(invalidValue(`${path}.maxSurge`, maxSurge, detail));
  }
  return errors;
}

export function validateStatefulSetUpdateStrategy(strategy: Draft, field: string): FieldError[] {
  const { type, rollingUpdate } = strategy;
  const path = `${field}.rollingUpdate`;
  if (type === 'OnDelete') {
    if (rollingUpdate === undefined) return [];
    const detail = "only allowed for updateStrategy 'RollingUpdate'";
    return [invalidValue(path, rollingUpdate, detail)];
  }
  if (type !== 'RollingUpdate') {
    return [invalidValue(field, shown(strategy), "must be 'RollingUpdate' or 'OnDelete'")];
  }
  const { partition, maxUnavailable } = rollingUpdate ?? {};
  const errors = validateNonNegative(`${path}.partition`, partition);
  if (maxUnavailable === undefined) return errors;
  errors.push(...validateIntOrPercent(`${path}.maxUnavailable`, maxUnavailable));
  if (isZero(maxUnavailable)) {
    errors.push(invalidValue(`${path}.maxUnavailable`, maxUnavailable, 'cannot be 0'));
  }
  return [...errors, ...validateAtMostHundredPercent(`${path}.maxUnavailable`, maxUnavailable)];
}
