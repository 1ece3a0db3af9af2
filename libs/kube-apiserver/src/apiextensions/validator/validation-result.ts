import {
  type FieldError,
  invalidValue,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../../registry/field-error.js';

/** What a value does not fulfil (kube-openapi `errors.Validation`). */
export interface ValidationError {
  readonly code:
    | 'type'
    | 'required'
    | 'tooLong'
    | 'enum'
    | 'maxItems'
    | 'tooManyProperties'
    | 'other'
    /** Says of a whole combination of schemas that it failed: has no field of its own. */
    | 'composite';
  /** The field as messages write it; empty for the root. */
  readonly name: string;
  readonly message: string;
  readonly value?: unknown;
  /** The bound that was broken. */
  readonly limit?: number;
  /** What an enum allows. */
  readonly allowed?: readonly unknown[];
}

/** Mistakes reported of one object: enough to correct it, few enough to send. */
const errorsMax = 1_000;

/** What came of checking one value (kube-openapi `validate.Result`). */
export class ValidationResult {
  private readonly found = new Map<string, ValidationError>();
  /** How much of the schema was met: the alternative with most is the one that is explained. */
  matchCount = 0;

  get errors(): readonly ValidationError[] {
    return [...this.found.values()];
  }

  get isValid(): boolean {
    return this.found.size === 0;
  }

  add(error: ValidationError): void {
    if (this.found.size < errorsMax && !this.found.has(error.message)) {
      this.found.set(error.message, error);
    }
  }

  merge(other: ValidationResult): void {
    for (const error of other.found.values()) this.add(error);
    this.matchCount += other.matchCount;
  }

  increment(): void {
    this.matchCount += 1;
  }

  /** What was wrong was so before: it is left as it is. */
  forgive(): void {
    this.found.clear();
  }
}

/** In the words of a Status (apiextensions `kubeOpenAPIResultToFieldErrors`). */
export function toFieldError(error: ValidationError, path = ''): FieldError {
  const { code, message, name, value, limit = -1, allowed = [] } = error;
  if (code === 'composite') return invalidValue(path || '<nil>', '', message);
  const own = name.replace(/^\./, '');
  const field = [path, own].filter((part) => part !== '').join('.') || '<nil>';
  switch (code) {
    case 'required':
      return required(field);
    case 'enum':
      return notSupported(
        field,
        value,
        allowed.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))),
      );
    case 'tooLong':
      return tooLong(field, limit);
    case 'maxItems':
    case 'tooManyProperties':
      return tooMany(field, Number(value), limit);
    case 'type':
      return { type: 'FieldValueTypeInvalid', field, badValue: value ?? '', detail: message };
    default:
      return invalidValue(field, value ?? '', message);
  }
}
