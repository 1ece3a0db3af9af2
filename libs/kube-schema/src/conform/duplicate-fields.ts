import type { JsonDocument } from '../json/parse-json.js';
import { StrictErrors } from './strict-errors.js';

/**
 * Strict errors of a document that is of no type, such as the body of a merge patch: keys that
 * occur again (`duplicate field "spec.replicas"`).
 */
export function duplicateFields({ value, notes }: JsonDocument): readonly string[] {
  if (notes.duplicates.size === 0) return [];
  const strict = new StrictErrors(true);
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const [at, item] of node.entries()) strict.at(at, () => visit(item));
    } else if (typeof node === 'object' && node !== null) {
      for (const [key, member] of Object.entries(node)) strict.at(key, () => visit(member));
      for (const { key } of notes.duplicates.get(node) ?? []) strict.add('duplicate field', key);
    }
  };
  visit(value);
  return strict.messages;
}
