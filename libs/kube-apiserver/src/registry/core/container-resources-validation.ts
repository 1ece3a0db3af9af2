import { compareQuantities, parseQuantity } from '@drillyard/kube-schema';
import { type FieldError, forbiddenValue, invalidValue, required } from '../field-error.js';
import type { Draft } from '../resource-strategy.js';
import {
  isOvercommitAllowed,
  validateContainerResourceName,
  validateResourceQuantity,
} from './resource-name-validation.js';

/** What a container asks for and is limited to (upstream `validateResourceRequirements`). */
export function validateContainerResources(resources: Draft, field: string): FieldError[] {
  const requests: Record<string, string> = resources['requests'] ?? {};
  const limits: Record<string, string> = resources['limits'] ?? {};
  const entries = [
    ...Object.entries(limits).map(([name, text]) => ['limits', name, text] as const),
    ...Object.entries(requests).map(([name, text]) => ['requests', name, text] as const),
  ];
  const errors = entries.flatMap(([list, name, text]) => {
    const path = `${field}.${list}[${name}]`;
    return [
      ...validateContainerResourceName(path, name),
      ...validateResourceQuantity(path, name, text),
      ...(list === 'requests' ? validateRequest(name, text, limits[name], field) : []),
    ];
  });
  const names = entries.map(([, name]) => name);
  const hasCompute = names.includes('cpu') || names.includes('memory');
  if (hasCompute || !names.some((name) => name.startsWith('hugepages-'))) return errors;
  return [...errors, forbiddenValue(field, 'HugePages require cpu or memory')];
}

function validateRequest(
  name: string,
  request: string,
  limit: string | undefined,
  field: string,
): FieldError[] {
  const canOvercommit = isOvercommitAllowed(name);
  if (limit === undefined) {
    if (canOvercommit) return [];
    return [required(`${field}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const difference = compareQuantities(parseQuantity(request), parseQuantity(limit));
  const path = `${field}.requests`;
  if (difference !== 0 && !canOvercommit) {
    return [invalidValue(path, request, `must be equal to ${name} limit of ${limit}`)];
  }
  if (difference <= 0) return [];
  return [invalidValue(path, request, `must be less than or equal to ${name} limit of ${limit}`)];
}
