/**
 * `resource`: objects of the cluster.
 *
 * The objects are those of a kind, narrowed by name, namespace and labels; of these, `match` (a
 * part of an object) and `where` (CEL over `object`) keep those that fit. `absent` asks for none
 * that fits, `count` for a number of them, and anything else for at least one. A `where` over
 * `objects` is asked of all objects found, be it none; alone it does not ask for any to be there.
 */
import type { KubeObject } from '@drillyard/kube-objects';
import { asList, type ResourceSpec } from '@drillyard/lab-spec';
import type { CheckEvaluator } from '../check-evaluator.js';
import {
  type CheckOutcome,
  type Evidence,
  failed,
  inconclusive,
  passed,
} from '../check-outcome.js';
import { CelExpression } from '../expressions/cel-expression.js';
import { whereMistake } from '../expressions/expression-mistake.js';
import { describeObject } from '../resource/describe-object.js';
import { describeWanted, findObjects } from '../resource/find-objects.js';
import { type JudgedObject, judgeObject } from '../resource/judge-object.js';

/** More objects than any lab makes; beyond, nothing is said rather than something slow. */
const objectsMax = 1000;
/** Objects and fields named in an outcome. */
const evidenceMax = 5;

export const resourceCheck: CheckEvaluator<'resource'> = {
  kind: 'resource',

  async evaluate({ spec }, { cluster }) {
    const found = await findObjects(spec, cluster);
    if (found.length > objectsMax) {
      return inconclusive(`There are more than ${objectsMax} objects of kind ${spec.kind}.`);
    }
    const expressions = asList(spec.where).map((source) => new CelExpression(source));
    const ofEach = expressions.filter((expression) => !isOfAll(expression));
    const judged = found.map((object) => judgeObject(object, spec.match, ofEach));
    const ofAll = expressions.filter(isOfAll);
    return judgeNumber(spec, judged, ofAll.length > 0) ?? judgeAll(spec, found, ofAll) ?? passed;
  },

  dependencies: ({ apiVersion, kind, namespace }) => ({
    objects: [{ apiVersion, kind, namespace }],
  }),

  lint: (spec) =>
    asList(spec.where).flatMap((source, index) => {
      const mistake = whereMistake(source);
      if (mistake === undefined) return [];
      return [{ path: Array.isArray(spec.where) ? ['where', index] : ['where'], ...mistake }];
    }),
};

/** Undefined where the number of objects that fit is right. */
function judgeNumber(
  spec: ResourceSpec,
  judged: readonly JudgedObject[],
  asksOfAll: boolean,
): CheckOutcome | undefined {
  const fitting = judged.filter(({ differences }) => differences.length === 0);
  if (spec.absent) return fitting.length === 0 ? undefined : notAbsent(spec, fitting);
  if (spec.count !== undefined) return countOutcome(spec, spec.count, judged, fitting.length);
  const asksExistence = spec.exists || spec.match !== undefined || !asksOfAll;
  if (fitting.length > 0 || !asksExistence) return undefined;
  const [closest] = [...judged].sort((a, b) => a.differences.length - b.differences.length);
  if (closest === undefined) {
    const what = describeWanted(spec);
    return failed(`There is no ${what} yet.`, { expected: what, actual: 'none found' });
  }
  const [{ expected = '', actual = '' } = {}] = closest.differences;
  return failed(`${describeObject(closest.object)} is not as it should be.`, {
    expected,
    actual,
    evidence: evidenceOf([closest]),
  });
}

function notAbsent(spec: ResourceSpec, fitting: readonly JudgedObject[]): CheckOutcome {
  return failed(`There should be no ${describeWanted(spec)}.`, {
    expected: 'none',
    actual: `${fitting.length} found`,
    evidence: foundEvidence(fitting.map(({ object }) => object)),
  });
}

function countOutcome(
  spec: ResourceSpec,
  count: NonNullable<ResourceSpec['count']>,
  judged: readonly JudgedObject[],
  fitting: number,
): CheckOutcome | undefined {
  const { min = 0, max = Infinity } =
    typeof count === 'number' ? { min: count, max: count } : count;
  if (fitting >= min && fitting <= max) return undefined;
  const range = max === Infinity ? `at least ${min}` : `${min} to ${max}`;
  return failed(`There are too ${fitting < min ? 'few' : 'many'}: ${describeWanted(spec)}.`, {
    expected: min === max ? `${min}` : range,
    actual: `${fitting}`,
    evidence: evidenceOf(judged),
  });
}

function judgeAll(
  spec: ResourceSpec,
  objects: readonly KubeObject[],
  expressions: readonly CelExpression[],
): CheckOutcome | undefined {
  for (const expression of expressions) {
    const verdict = expression.evaluate({ objects });
    if ('holds' in verdict && verdict.holds) continue;
    return failed(`What there is of ${describeWanted(spec)} is not as it should be.`, {
      expected: expression.source,
      actual: 'error' in verdict ? verdict.error : 'does not hold',
      evidence: foundEvidence(objects),
    });
  }
  return undefined;
}

function foundEvidence(objects: readonly KubeObject[]): Evidence[] {
  return objects
    .slice(0, evidenceMax)
    .map((object) => ({ object: describeObject(object), message: 'found' }));
}

function evidenceOf(judged: readonly JudgedObject[]): Evidence[] {
  const evidence = judged.flatMap(({ object, differences }): Evidence[] => {
    if (differences.length === 0) return foundEvidence([object]);
    return differences.map(({ fieldPath, expected, actual }) => ({
      object: describeObject(object),
      ...(fieldPath !== undefined && { fieldPath }),
      message: `${actual}, expected ${expected}`,
    }));
  });
  return evidence.slice(0, evidenceMax);
}

function isOfAll({ variables }: CelExpression): boolean {
  return variables.has('objects');
}
