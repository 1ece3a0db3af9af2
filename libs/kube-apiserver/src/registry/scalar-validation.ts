import { isDNS1123Label, isDNS1123Subdomain, isQualifiedName } from '@drillyard/kube-objects';
import {
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from './field-error.js';

/** Checks of single values that upstream's validations have in common. */

const int32Max = 2 ** 31 - 1;

export function validateNonNegative(field: string, value: number | undefined): FieldError[] {
  if (value === undefined || value >= 0) return [];
  return [invalidValue(field, value, 'must be greater than or equal to 0')];
}

export function validatePositive(field: string, value: number | undefined): FieldError[] {
  if (value === undefined || value > 0) return [];
  return [invalidValue(field, value, 'must be greater than zero')];
}

/** A user's or group's number (apimachinery `IsValidUserID`). */
export function validateId(field: string, id: number | undefined): FieldError[] {
  if (id === undefined || (id >= 0 && id <= int32Max)) return [];
  return [invalidValue(field, id, `must be between 0 and ${int32Max}, inclusive`)];
}

/** A value of an enumeration, in the order the message lists it; what is left out is no mistake. */
export function validateOneOf(
  field: string,
  value: string | undefined,
  values: readonly string[],
): FieldError[] {
  return value === undefined || values.includes(value) ? [] : [notSupported(field, value, values)];
}

export function validateLabelField(field: string, name: string | undefined): FieldError[] {
  return name ? invalidValues(field, name, isDNS1123Label(name)) : [];
}

export function validateSubdomainField(field: string, name: string | undefined): FieldError[] {
  return name ? invalidValues(field, name, isDNS1123Subdomain(name)) : [];
}

export function validateQualifiedNameField(field: string, name: string): FieldError[] {
  return invalidValues(field, name, isQualifiedName(name));
}

/** A name that must be there, and be one by `mistakesOf`. */
export function validateRequiredName(
  field: string,
  name: string | undefined,
  mistakesOf: (name: string) => string[],
): FieldError[] {
  return name ? invalidValues(field, name, mistakesOf(name)) : [required(field)];
}

const percentMistake =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** A number or a share (apps `ValidatePositiveIntOrPercent`). */
export function validateIntOrPercent(
  field: string,
  value: number | string | undefined,
): FieldError[] {
  if (typeof value !== 'string') return validateNonNegative(field, value);
  return /^[0-9]+%$/.test(value) ? [] : [invalidValue(field, value, percentMistake)];
}

export function validateAtMostHundredPercent(
  field: string,
  value: number | string | undefined,
): FieldError[] {
  if (typeof value !== 'string' || !/^[0-9]+%$/.test(value)) return [];
  if (Number.parseInt(value, 10) <= 100) return [];
  return [invalidValue(field, value, 'must not be greater than 100%')];
}
