import { type FieldError, invalidValue } from './field-error.js';

/** Paths in objects, in upstream's words (`pkg/apis/core/validation`). */

export function validateNoBacksteps(field: string, path: string): FieldError[] {
  return path.split('/').includes('..') ? [invalidValue(field, path, "must not contain '..'")] : [];
}

/** Below where it is mounted (`validateLocalDescendingPath`). */
export function validateDescendingPath(field: string, path: string): FieldError[] {
  const errors = path.startsWith('/') ? [invalidValue(field, path, 'must be a relative path')] : [];
  return [...errors, ...validateNoBacksteps(field, path)];
}

/** And none of the kubelet's own (`ValidateLocalNonReservedPath`). */
export function validateNonReservedPath(field: string, path: string): FieldError[] {
  const errors = validateDescendingPath(field, path);
  if (!path.startsWith('..') || path.startsWith('../')) return errors;
  return [...errors, invalidValue(field, path, "must not start with '..'")];
}
