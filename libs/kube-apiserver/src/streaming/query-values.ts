import { goQuote } from '@drillyard/rbac';
import { badRequest } from '../status-error.js';

/** Of a query as apimachinery converts it: only 0 and false say no. */
export function readBoolean(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== '0' && value.toLowerCase() !== 'false';
}

/** Throws BadRequest in the words of Go's `strconv`. */
export function readInteger(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^[+-]?\d+$/.test(value)) {
    throw badRequest(`strconv.ParseInt: parsing ${goQuote(value)}: invalid syntax`);
  }
  const number = Number(value);
  if (number >= -(2 ** 63) && number < 2 ** 63) return number;
  throw badRequest(`strconv.ParseInt: parsing ${goQuote(value)}: value out of range`);
}
