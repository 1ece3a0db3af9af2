import { goQuote } from '@drillyard/rbac';
import { unknownError } from '../../status-error.js';

const uint64Max = 2n ** 64n - 1n;

/**
 * The version an object sent to the server names, 0 where it names none (etcd3
 * `APIObjectVersioner.ObjectResourceVersion`). Throws a 500 without a reason where it is no
 * number: upstream takes it for an error of its storage.
 */
export function parseResourceVersion(text: string | undefined): bigint {
  if (!text) return 0n;
  const refuse = (why: string) =>
    unknownError(`strconv.ParseUint: parsing ${goQuote(text)}: ${why}`);
  if (!/^\d+$/.test(text)) throw refuse('invalid syntax');
  // More digits than the largest has are not worth the reading.
  const significant = text.replace(/^0+(?=\d)/, '');
  if (significant.length > 20 || BigInt(significant) > uint64Max)
    throw refuse('value out of range');
  return BigInt(significant);
}

/** Whether a new object already names a version; what is no number does not count. */
export function namesResourceVersion(text: string | undefined): boolean {
  return /^\d+$/.test(text ?? '') && /[1-9]/.test(text ?? '');
}
