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
  const refuse = (why: string) => badRequest(`strconv.ParseInt: parsing ${goQuote(value)}: ${why}`);
  if (!/^[+-]?\d+$/.test(value)) throw refuse('invalid syntax');
  const number = Number(value);
  if (number >= -(2 ** 63) && number < 2 ** 63) return number;
  throw refuse('value out of range');
}

/** Numbers of 16 bits, several in one value too; throws BadRequest as apimachinery does. */
export function readPorts(query: URLSearchParams, name: string): number[] {
  const texts = query.getAll(name).flatMap((value) => value.split(','));
  return texts.map((text) => {
    const refuse = (why: string) =>
      badRequest(`cannot convert to []int32: strconv.ParseUint: parsing ${goQuote(text)}: ${why}`);
    if (!/^\d+$/.test(text)) throw refuse('invalid syntax');
    const port = Number(text);
    if (port > 65_535) throw refuse('value out of range');
    return port;
  });
}
