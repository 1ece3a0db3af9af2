import { fieldManagerLengthMax } from '../managed-fields/manager-name.js';
import {
  type FieldError,
  forbiddenValue,
  invalidValue,
  notSupported,
  required,
  tooLong,
} from '../registry/field-error.js';
import { badRequest, invalid } from '../status-error.js';
import type { Exchange } from './exchange.js';

/** What the query of a create, update or patch says (metav1 `CreateOptions` and its kin). */
export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly fieldValidation: 'Ignore' | 'Warn' | 'Strict';
  /** Server-side apply: take over fields that others manage. */
  readonly force: boolean;
}

/** Throws a 422 in upstream's words where an option has no such value. */
export function readWriteOptions(
  exchange: Exchange,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  isApply = false,
): WriteOptions {
  const { query } = exchange;
  const dryRun = query.getAll('dryRun').filter((value) => value !== '');
  const fieldManager = query.get('fieldManager') ?? '';
  const fieldValidation = query.get('fieldValidation') || 'Warn';
  const errors: FieldError[] = [];
  if (isApply && fieldManager === '') {
    errors.push(required('fieldManager', 'is required for apply patch'));
  }
  if (kind === 'PatchOptions' && !isApply && query.has('force')) {
    errors.push(forbiddenValue('force', 'may not be specified for non-apply patch'));
  }
  errors.push(...validateFieldManager(fieldManager), ...validateDryRun(dryRun));
  if (!isFieldValidation(fieldValidation)) {
    errors.push(notSupported('fieldValidation', fieldValidation, ['', 'Ignore', 'Strict', 'Warn']));
    throw invalid({ group: 'meta.k8s.io', kind }, '', errors);
  }
  if (errors.length > 0) throw invalid({ group: 'meta.k8s.io', kind }, '', errors);
  const force = readBoolean(query, 'force') ?? false;
  return { dryRun: dryRun.length > 0, fieldManager, fieldValidation, force };
}

export function validateDryRun(dryRun: readonly unknown[]): FieldError[] {
  return dryRun.every((value) => value === 'All') ? [] : [notSupported('dryRun', dryRun, ['All'])];
}

/** A boolean of the query as Go reads it; undefined where it is not there. */
export function readBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  return !['false', '0'].includes(value.toLowerCase());
}

/** A whole number of the query; undefined where it is not there. */
export function readInteger(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const isInteger = /^[+-]?\d+$/.test(value);
  if (isInteger && Number.isSafeInteger(Number(value))) return Number(value);
  const why = isInteger ? 'value out of range' : 'invalid syntax';
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(value)}: ${why}`);
}

function isFieldValidation(value: string): value is WriteOptions['fieldValidation'] {
  return ['Ignore', 'Warn', 'Strict'].includes(value);
}

function validateFieldManager(manager: string): FieldError[] {
  const errors: FieldError[] = [];
  if (manager.length > fieldManagerLengthMax) {
    errors.push(tooLong('fieldManager', fieldManagerLengthMax));
  }
  const position = manager.search(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u);
  if (position >= 0) {
    const code = manager.charCodeAt(position).toString(16).toUpperCase().padStart(4, '0');
    const detail = `invalid character U+${code} (at position ${position})`;
    errors.push(invalidValue('fieldManager', manager, detail));
  }
  return errors;
}
