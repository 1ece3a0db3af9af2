import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceSpec } from '@drillyard/lab-spec';
import type { CelExpression } from '../expressions/cel-expression.js';
import { findMismatches, type Mismatch } from './partial-match.js';

export interface JudgedObject {
  readonly object: KubeObject;
  /** What keeps it from fitting; empty where it fits. */
  readonly differences: readonly Difference[];
}
/** A field that differs, or an expression that does not hold (without a field). */
export type Difference = Omit<Mismatch, 'fieldPath'> & { readonly fieldPath?: string };

/** Holds one object against `match` and the expressions about `object`. */
export function judgeObject(
  object: KubeObject,
  match: ResourceSpec['match'],
  expressions: readonly CelExpression[],
): JudgedObject {
  const unfulfilled = expressions.flatMap((expression): Difference[] => {
    const verdict = expression.evaluate({ object });
    if ('holds' in verdict && verdict.holds) return [];
    const actual = 'error' in verdict ? verdict.error : 'does not hold';
    return [{ expected: expression.source, actual }];
  });
  return { object, differences: [...findMismatches(match ?? {}, object), ...unfulfilled] };
}
