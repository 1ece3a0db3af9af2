import { type FieldError, invalidValue, required } from '../../../registry/field-error.js';
import type { CustomResourceDefinition } from '../custom-resource-definition.js';

const annotation = 'api-approved.kubernetes.io';
const field = `metadata.annotations[${annotation}]`;
const reference = 'https://github.com/kubernetes/enhancements/pull/1111';

/** Kubernetes' own groups need somebody's approval (apiextensions `validateAPIApproval`). */
export function validateApiApproval(
  definition: CustomResourceDefinition,
  old?: CustomResourceDefinition,
): FieldError[] {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(definition.spec.group)) return [];
  const value = approvalOf(definition);
  const state = stateOf(value);
  if (state === 'approved' || (old !== undefined && stateOf(approvalOf(old)) === state)) return [];
  const why = `protected groups must have approval annotation "${annotation}"`;
  if (state === 'missing') return [required(field, `${why}, see ${reference}`)];
  const detail = `${why} with either a URL or a reason starting with "unapproved", see ${reference}`;
  return [invalidValue(field, value, detail)];
}

function approvalOf({ metadata }: CustomResourceDefinition): string {
  return metadata.annotations?.[annotation] ?? '';
}

function stateOf(value: string): 'missing' | 'approved' | 'invalid' {
  if (value === '') return 'missing';
  if (value.startsWith('unapproved')) return 'approved';
  return URL.canParse(value) && new URL(value).host !== '' ? 'approved' : 'invalid';
}
