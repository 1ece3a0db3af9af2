import { referencesOf } from './definition.js';
import type { ApiOperation } from './operation.js';

/** Upstream names of all types the operations, and what refers to `further`, need, sorted. */
export function typesOf(
  operations: readonly ApiOperation[],
  further: readonly string[] = [],
): string[] {
  const found = new Set<string>();
  const pending = operations.flatMap(({ body, answers }) => [
    ...(body ? [body.type] : []),
    ...Object.values(answers).filter((type) => type !== 'string'),
  ]);
  pending.push(...further);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    pending.push(...referencesOf(next));
  }
  return [...found].sort();
}
