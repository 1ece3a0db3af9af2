import { z } from 'zod';
import { labLimits } from '../limits.js';

/** One line, such as a title. */
export const line = () => z.string().min(1).max(labLimits.lineLength);
/** One or more paragraphs. */
export const paragraph = () => z.string().min(1).max(labLimits.textLength);

/** RFC 1123 label: what Kubernetes takes as a name, and we as an id. */
export const dnsLabel = () =>
  z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
      error:
        'must be lower case letters, digits and dashes, and start and end with a letter or digit',
    });

/** A file of the lab, relative to its folder. */
export const labPath = () =>
  z
    .string()
    .min(1)
    .max(labLimits.lineLength)
    .regex(/^(?![/~])(?!.*(^|\/)\.\.?(\/|$))[^\\]+$/, {
      error: 'must be a path inside the lab folder, such as tasks/create-role.md',
    });

/** One value, or a list of them, read as a list. */
export function oneOrMany<T extends z.ZodType>(item: T, max: number) {
  return z.union([item, z.array(item).min(1).max(max)]);
}

export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  // Array.isArray does not narrow readonly arrays.
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}
