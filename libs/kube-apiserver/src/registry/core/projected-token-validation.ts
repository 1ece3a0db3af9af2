import { type FieldError, invalidValue, required } from '../field-error.js';
import { validateNonReservedPath } from '../path-validation.js';
import type { Draft } from '../resource-strategy.js';

const lifetimeMinSeconds = 10 * 60;
const lifetimeMaxSeconds = 2 ** 32;

/** What a volume says of service account tokens (upstream `validateProjectionSources`). */
export function validateProjectedTokens(volume: Draft, field: string): FieldError[] {
  const sources: Draft[] = volume['projected']?.sources ?? [];
  return sources.flatMap(({ serviceAccountToken: token }, index) => {
    if (!token) return [];
    const path = `${field}.projected.sources[${index}].serviceAccountToken`;
    // Upstream names the path as if it were one of the volume.
    return [
      ...validateLifetime(token.expirationSeconds, `${path}.expirationSeconds`),
      ...validatePath(token.path ?? '', `${field}.projected.path`),
    ];
  });
}

function validateLifetime(seconds: number, field: string): FieldError[] {
  if (seconds < lifetimeMinSeconds) {
    return [invalidValue(field, seconds, 'may not specify a duration less than 10 minutes')];
  }
  if (seconds <= lifetimeMaxSeconds) return [];
  return [invalidValue(field, seconds, 'may not specify a duration larger than 2^32 seconds')];
}

function validatePath(path: string, field: string): FieldError[] {
  return path === '' ? [required(field)] : validateNonReservedPath(field, path);
}
