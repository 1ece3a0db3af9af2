import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { formatGoFloat } from './go-float.js';
import { ValidationResult } from './validation-result.js';

/** Checks of a number (kube-openapi `numberValidator`), which differ for integers and the rest. */
export function validateNumber(
  value: number,
  schema: JsonSchemaProps,
  path: string,
): ValidationResult {
  const result = new ValidationResult();
  const {
    multipleOf,
    maximum,
    minimum,
    exclusiveMaximum = false,
    exclusiveMinimum = false,
  } = schema;
  const range = new NumericRange(schema, path);
  range.check(value, 'Checked', result);
  if (multipleOf !== undefined) checkMultiple(value, multipleOf, range, result, path);
  if (maximum !== undefined) {
    const bound = range.boundFor(value, maximum, 'Maximum boundary', result);
    if (exclusiveMaximum ? value >= bound : value > bound) {
      const phrase = exclusiveMaximum ? 'less than' : 'less than or equal to';
      addBroken(result, path, value, `be ${phrase} ${formatGoFloat(bound)}`);
    }
  }
  if (minimum !== undefined) {
    const bound = range.boundFor(value, minimum, 'Minimum boundary', result);
    if (exclusiveMinimum ? value <= bound : value < bound) {
      const phrase = exclusiveMinimum ? 'greater than' : 'greater than or equal to';
      addBroken(result, path, value, `be ${phrase} ${formatGoFloat(bound)}`);
    }
  }
  result.increment();
  return result;
}

function addBroken(result: ValidationResult, path: string, value: number, rest: string): void {
  result.add({ code: 'other', name: path, value, message: `${path} in body should ${rest}` });
}

function checkMultiple(
  value: number,
  multipleOf: number,
  range: NumericRange,
  result: ValidationResult,
  path: string,
): void {
  const factor = range.boundFor(value, multipleOf, 'MultipleOf', result);
  if (factor <= 0) {
    const message = `factor MultipleOf declared for ${path} must be positive: ${formatGoFloat(factor)}`;
    result.add({ code: 'other', name: path, value: factor, message });
    return;
  }
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  if (!isWholeNumber(times)) {
    addBroken(result, path, value, `be a multiple of ${formatGoFloat(factor)}`);
  }
}

/** Whether a float is an integer as far as floats can tell (go-openapi `IsFloat64AJSONInteger`). */
export function isWholeNumber(value: number): boolean {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return false;
  const difference = Math.abs(value - Math.trunc(value));
  return difference === 0 || difference / (Math.abs(value) + Math.trunc(Math.abs(value))) < 1e-9;
}

/** Which numbers the type and format of a schema can hold. */
class NumericRange {
  private readonly type: string;
  private readonly format: string;

  constructor(
    schema: JsonSchemaProps,
    private readonly path: string,
  ) {
    const isMixed = schema['x-kubernetes-int-or-string'] === true;
    const { type = '', format = '' } = schema;
    this.type = !isMixed && ['integer', 'number'].includes(type) ? type : '';
    const formats = this.type === 'integer' ? ['int32', 'int64'] : ['float', 'double'];
    this.format = this.type !== '' && formats.includes(format) ? format : '';
  }

  check(value: number, prefix: string, result: ValidationResult): boolean {
    if (this.holds(value)) return true;
    const format = this.format === '' ? '(default format)' : `with format ${this.format}`;
    const message = `${prefix} value must be of type ${this.type} ${format} in ${this.path}`;
    result.add({ code: 'composite', name: this.path, message });
    return false;
  }

  /** The bound as it is compared: Go cuts it to an integer where the value is one. */
  boundFor(value: number, bound: number, prefix: string, result: ValidationResult): number {
    const fits = this.check(bound, prefix, result);
    return fits && Number.isInteger(value) ? Math.trunc(bound) : bound;
  }

  private holds(value: number): boolean {
    if (this.type === 'integer') {
      const max = this.format === 'int32' ? 2 ** 31 : 2 ** 63;
      return Number.isInteger(value) && value >= -max && value < max;
    }
    return this.format !== 'float' || Math.abs(value) <= 3.4028234663852886e38;
  }
}
