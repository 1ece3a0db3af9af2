import type { KubeObject } from '@drillyard/kube-objects';
import type { ResourceSpec } from '@drillyard/lab-spec';
import type { CelExpression } from '../expressions/cel-expression.js';
import { findMismatches, type Mismatch, show } from './partial-match.js';

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
    const actual =
      'error' in verdict ? verdict.error : `does not hold${fieldsRead(expression, object)}`;
    return [{ expected: expression.source, actual }];
  });
  return { object, differences: [...findMismatches(match ?? {}, object), ...unfulfilled] };
}

/** Fields shown of an expression that does not hold. */
const fieldsMax = 3;

/** What an expression finds in an object: `: status.readyReplicas is not set`. */
function fieldsRead({ fields }: CelExpression, object: KubeObject): string {
  const read = [...fields].slice(0, fieldsMax).map((field) => {
    const [, ...path] = field.split('.');
    const value = path.reduce<unknown>(
      (from, key) => (isMap(from) && Object.hasOwn(from, key) ? from[key] : undefined),
      object,
    );
    return `${path.join('.')} is ${value === undefined ? 'not set' : show(value)}`;
  });
  return read.length === 0 ? '' : `: ${read.join(', ')}`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object';
}
