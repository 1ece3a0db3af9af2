import { goQuote } from '@drillyard/rbac';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { effectiveFormat } from './formats.js';
import { isWholeNumber } from './number-validator.js';
import { ValidationResult } from './validation-result.js';

/** Whether a value is of the type of the schema; undefined where the schema does not say. */
export function validateType(
  schema: JsonSchemaProps,
  value: unknown,
  path: string,
): ValidationResult | undefined {
  const types = typesOf(schema);
  const format = effectiveFormat(schema);
  const result = new ValidationResult();
  const mistake = mistakeOf(value, types, format, schema.nullable === true);
  if (mistake !== undefined) {
    const [wanted, found] = mistake;
    const message = `${path} in body must be of type ${wanted}: ${goQuote(found)}`;
    result.add({ code: 'type', name: path, value: found, message });
    return result;
  }
  if (types.length === 0 && format === '' && value !== null) return undefined;
  result.increment();
  return result;
}

function typesOf(schema: JsonSchemaProps): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  return schema.type === undefined || schema.type === '' ? [] : [schema.type];
}

/** What was wanted and what was found, in the order of kube-openapi's `typeValidator`. */
function mistakeOf(
  value: unknown,
  types: readonly string[],
  format: string,
  nullable: boolean,
): readonly [wanted: string, found: string] | undefined {
  const wanted = types.join(',');
  if (value === null) return types.length > 0 && !nullable ? [wanted, 'null'] : undefined;
  if (types.length === 0 && format === '') return undefined;
  const found = typeOf(value);
  const isFloatInt =
    found === 'number' && types.includes('integer') && isWholeNumber(Number(value));
  const isIntFloat = found === 'integer' && types.includes('number');
  const fits = types.includes(found) || isFloatInt || isIntFloat;
  const isTextual = found === 'string' || found === 'array';
  if (!isTextual && format !== '' && !fits && goFormatOf(value) !== format) {
    return [format, goFormatOf(value)];
  }
  const isNumeric = types.includes('number') || types.includes('integer');
  if (!isNumeric && format !== '' && isTextual) return undefined;
  return fits ? undefined : [wanted, found];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** The format Go's own type of a number has. */
function goFormatOf(value: unknown): string {
  if (typeof value !== 'number') return '';
  return Number.isInteger(value) ? 'int64' : 'float64';
}
