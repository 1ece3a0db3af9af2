import { goQuote } from '@drillyard/rbac';

/**
 * A mistake in one field of an object, in upstream's words (apimachinery
 * `pkg/util/validation/field/errors.go`).
 */
export interface FieldError {
  readonly type: FieldErrorType;
  /** Such as `rules[0].verbs`. */
  readonly field: string;
  readonly badValue?: unknown;
  readonly detail: string;
}

const words = {
  FieldValueNotFound: 'Not found',
  FieldValueRequired: 'Required value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueInvalid: 'Invalid value',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueForbidden: 'Forbidden',
  FieldValueTooLong: 'Too long',
  FieldValueTooMany: 'Too many',
  FieldValueTypeInvalid: 'Invalid value',
} as const;

export type FieldErrorType = keyof typeof words;

const valueless: readonly FieldErrorType[] = [
  'FieldValueRequired',
  'FieldValueForbidden',
  'FieldValueTooLong',
];

/** The message without the field: `Invalid value: "x": must be …`. */
export function errorBody({ type, badValue, detail }: FieldError): string {
  const shown = typeof badValue === 'string' ? goQuote(badValue) : JSON.stringify(badValue);
  const value = valueless.includes(type) || badValue === undefined ? '' : `: ${shown}`;
  return `${words[type]}${value}${detail === '' ? '' : `: ${detail}`}`;
}

/** One mistake as it stands, several in brackets, none twice (Go's aggregate error). */
export function aggregateMessage(errors: readonly FieldError[]): string {
  const messages = [...new Set(errors.map((error) => `${error.field}: ${errorBody(error)}`))];
  return messages.length === 1 ? (messages[0] ?? '') : `[${messages.join(', ')}]`;
}

export function required(field: string, detail = ''): FieldError {
  return { type: 'FieldValueRequired', field, detail };
}

export function invalidValue(field: string, badValue: unknown, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, badValue, detail };
}

/** One error for each of the mistakes a format check found. */
export function invalidValues(
  field: string,
  badValue: unknown,
  mistakes: readonly string[],
): FieldError[] {
  return mistakes.map((mistake) => invalidValue(field, badValue, mistake));
}

export function notSupported(
  field: string,
  badValue: unknown,
  supported: readonly string[],
): FieldError {
  const list = supported.map(goQuote).join(', ');
  return { type: 'FieldValueNotSupported', field, badValue, detail: `supported values: ${list}` };
}

export function forbiddenValue(field: string, detail: string): FieldError {
  return { type: 'FieldValueForbidden', field, detail };
}

export function duplicateValue(field: string, badValue: unknown): FieldError {
  return { type: 'FieldValueDuplicate', field, badValue, detail: '' };
}

export function notFoundValue(field: string, badValue: unknown): FieldError {
  return { type: 'FieldValueNotFound', field, badValue, detail: '' };
}

export function tooLong(field: string, bytesMax: number): FieldError {
  const unit = bytesMax === 1 ? 'byte' : 'bytes';
  return { type: 'FieldValueTooLong', field, detail: `may not be more than ${bytesMax} ${unit}` };
}

export function tooMany(field: string, actual: number, max: number): FieldError {
  const detail = `must have at most ${max} ${max === 1 ? 'item' : 'items'}`;
  return { type: 'FieldValueTooMany', field, badValue: actual, detail };
}

/** Upstream's words where a field may not change. */
export const fieldImmutableMessage = 'field is immutable';
