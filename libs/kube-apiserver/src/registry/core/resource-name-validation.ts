import { isQualifiedName } from '@drillyard/kube-objects';
import { compareQuantities, parseQuantity, quantityValue } from '@drillyard/kube-schema';
import { type FieldError, invalidValue, invalidValues } from '../field-error.js';

const computeNames = ['cpu', 'memory', 'ephemeral-storage'];
const quotaNames = [
  ...computeNames,
  ...['cpu', 'memory', 'storage', 'ephemeral-storage'].map((name) => `requests.${name}`),
  ...computeNames.map((name) => `limits.${name}`),
];
/** Resources whose amounts are whole numbers (upstream `integerResources`). */
const countNames = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const zero = parseQuantity('0');

export function isOvercommitAllowed(name: string): boolean {
  return !name.startsWith('hugepages-') && (!name.includes('/') || isNative(name));
}

function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** A name that stands for something (upstream `validateResourceName`). */
function validateResourceName(field: string, name: string): FieldError[] {
  const mistakes = isQualifiedName(name);
  if (mistakes.length > 0) return invalidValues(field, name, mistakes);
  const isStandard = [...quotaNames, ...countNames, 'storage'].includes(name);
  if (name.includes('/') || isStandard || /^(requests\.)?hugepages-/.test(name)) return [];
  return [invalidValue(field, name, 'must be a standard resource type or fully qualified')];
}

export function validateQuotaResourceName(field: string, name: string): FieldError[] {
  const errors = validateResourceName(field, name);
  const isStandard = [...quotaNames, ...countNames].includes(name);
  if (name.includes('/') || isStandard || /^(requests\.)?hugepages-/.test(name)) return errors;
  return [...errors, invalidValue(field, name, 'must be a standard resource for quota')];
}

export function validateContainerResourceName(field: string, name: string): FieldError[] {
  const errors = validateResourceName(field, name);
  const isStandard = computeNames.includes(name) || name.startsWith('hugepages-');
  if (name.includes('/') || isStandard) return errors;
  return [...errors, invalidValue(field, name, 'must be a standard resource for containers')];
}

/** An amount of a resource (upstream `ValidateResourceQuantityValue`). */
export function validateResourceQuantity(field: string, name: string, text: string): FieldError[] {
  const quantity = parseQuantity(text);
  if (compareQuantities(quantity, zero) < 0) {
    return [invalidValue(field, text, 'must be greater than or equal to 0')];
  }
  const whole = parseQuantity(String(quantityValue(quantity)));
  const isExtended = name.includes('/') && !isNative(name);
  const counts = countNames.includes(name) || isExtended;
  if (!counts || compareQuantities(quantity, whole) === 0) return [];
  return [invalidValue(field, text, 'must be an integer')];
}
