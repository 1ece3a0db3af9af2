/**
 * `resource`: objects of the cluster.
 *
 * The objects are those of a kind, narrowed by name, namespace and labels; of these, `match` (a
 * part of an object) and `where` (CEL over `object`) keep those that fit. Without `count` and
 * `absent` at least one must fit; `absent` asks for none, `count` for a number of them. A `where`
 * over `objects` is asked once, of all objects found.
 */
import type { ClusterClient } from '@drillyard/cluster';
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
import { describeObject } from '../match/describe-object.js';
import { findMismatches } from '../match/partial-match.js';

/** More objects than any lab makes; the rest is not looked at, and the verdict says so. */
const objectsMax = 1000;
/** Objects named in a message. */
const evidenceMax = 5;

export const resourceCheck: CheckEvaluator<'resource'> = {
  kind: 'resource',

  async evaluate({ spec }, { cluster }) {
    const found = await findObjects(spec, cluster);
    if (found.length > objectsMax) {
      return inconclusive(`There are more than ${objectsMax} objects of kind ${spec.kind}.`);
    }
    return judge(spec, found);
  },

  dependencies: ({ apiVersion, kind, namespace }) => ({
    objects: [{ apiVersion, kind, namespace }],
  }),

  lint: (spec) =>
    asList(spec.where).flatMap((source, index) => {
      const mistake = expressionMistake(source);
      if (mistake === undefined) return [];
      return [{ path: Array.isArray(spec.where) ? ['where', index] : ['where'], ...mistake }];
    }),
};

function judge(spec: ResourceSpec, found: readonly KubeObject[]): CheckOutcome {
  const what = describeWanted(spec);
  const expressions = asList(spec.where).map((source) => new CelExpression(source));
  const judged = found.map((object) => judgeObject(spec, object, expressions.filter(isOfOne)));
  const fitting = judged.filter(({ evidence }) => evidence.length === 0);
  const evidence = judged.flatMap((each) => each.evidence).slice(0, evidenceMax);
  const counted = countOutcome(
    spec,
    fitting.map(({ object }) => object),
    what,
  );
  if (counted !== undefined)
    return counted.status === 'failed'
      ? { ...counted, evidence: [...counted.evidence, ...evidence].slice(0, evidenceMax) }
      : counted;
  if (found.length === 0 && spec.count === undefined && !spec.absent) {
    return failed(`There is no ${what} yet.`, { expected: what, actual: 'none found' });
  }
  if (fitting.length === 0 && spec.count === undefined && !spec.absent) {
    const closest = [...judged].sort((a, b) => a.evidence.length - b.evidence.length)[0];
    return failed(`${describeObject(closest?.object)} is not as it should be.`, {
      ...firstDifference(closest),
      evidence: closest?.evidence ?? [],
    });
  }
  return (
    judgeAll(
      expressions.filter((each) => !isOfOne(each)),
      found,
      what,
    ) ?? passed
  );
}

interface JudgedObject {
  readonly object: KubeObject;
  readonly evidence: readonly (Evidence & { expected?: string; actual?: string })[];
}

function judgeObject(
  spec: ResourceSpec,
  object: KubeObject,
  expressions: readonly CelExpression[],
): JudgedObject {
  const name = describeObject(object);
  const mismatches = findMismatches(spec.match ?? {}, object).map(
    ({ fieldPath, expected, actual }) => ({
      object: name,
      fieldPath,
      message: `${fieldPath} is ${actual}, expected ${expected}`,
      expected,
      actual,
    }),
  );
  const refused = expressions.flatMap((expression) => {
    const verdict = expression.evaluate({ object });
    if ('error' in verdict)
      return [{ object: name, message: `${expression.source}: ${verdict.error}` }];
    return verdict.holds
      ? []
      : [
          {
            object: name,
            message: `does not hold: ${expression.source}`,
            expected: expression.source,
          },
        ];
  });
  return { object, evidence: [...mismatches, ...refused] };
}

function judgeAll(
  expressions: readonly CelExpression[],
  objects: readonly KubeObject[],
  what: string,
): CheckOutcome | undefined {
  for (const expression of expressions) {
    const verdict = expression.evaluate({ objects });
    if ('error' in verdict)
      return failed(`The ${what} cannot be judged.`, {
        expected: expression.source,
        actual: verdict.error,
      });
    if (!verdict.holds) {
      return failed(`What was found of ${what} is not as it should be.`, {
        expected: expression.source,
        evidence: objects
          .slice(0, evidenceMax)
          .map((object) => ({ object: describeObject(object), message: 'found' })),
      });
    }
  }
  return undefined;
}

/** Undefined where `absent` and `count` are not asked, or hold and there is more to ask. */
function countOutcome(
  spec: ResourceSpec,
  fitting: readonly KubeObject[],
  what: string,
): CheckOutcome | undefined {
  const evidence = fitting
    .slice(0, evidenceMax)
    .map((object) => ({ object: describeObject(object), message: 'found' }));
  if (spec.absent && fitting.length > 0) {
    return failed(`There should be no ${what}.`, {
      expected: 'none',
      actual: `${fitting.length} found`,
      evidence,
    });
  }
  if (spec.count === undefined) return undefined;
  const { min = 0, max = Number.POSITIVE_INFINITY } =
    typeof spec.count === 'number' ? { min: spec.count, max: spec.count } : spec.count;
  if (fitting.length >= min && fitting.length <= max) return undefined;
  const tooFew = fitting.length < min;
  return failed(`There are ${tooFew ? 'too few' : 'too many'}: ${what}.`, {
    expected:
      min === max
        ? `${min}`
        : max === Number.POSITIVE_INFINITY
          ? `at least ${min}`
          : `${min} to ${max}`,
    actual: `${fitting.length}`,
    evidence,
  });
}

async function findObjects(
  spec: ResourceSpec,
  cluster: ClusterClient,
): Promise<readonly KubeObject[]> {
  const { apiVersion, kind, name, namespace } = spec;
  const selector =
    typeof spec.selector === 'object'
      ? Object.entries(spec.selector)
          .map(([key, value]) => `${key}=${value}`)
          .join(',')
      : spec.selector;
  if (name !== undefined && namespace !== undefined && selector === undefined) {
    const object = await cluster.find({ apiVersion, kind, name, namespace });
    return object === undefined ? [] : [object];
  }
  const list = await cluster.list({ apiVersion, kind }, { namespace, labelSelector: selector });
  const { items } = list;
  return name === undefined ? items : items.filter(({ metadata }) => metadata.name === name);
}

function firstDifference(judged: JudgedObject | undefined) {
  const { expected, actual } = judged?.evidence[0] ?? {};
  return { ...(expected && { expected }), ...(actual && { actual }) };
}

function describeWanted({ kind, name, namespace, selector }: ResourceSpec): string {
  const labels =
    selector === undefined
      ? ''
      : ` labelled ${typeof selector === 'string' ? selector : JSON.stringify(selector)}`;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `${kind}${name === undefined ? '' : ` "${name}"`}${labels}${where}`;
}

function isOfOne(expression: CelExpression): boolean {
  return !expression.variables.has('objects');
}

function expressionMistake(source: string): { message: string; next: string } | undefined {
  try {
    const { variables } = new CelExpression(source);
    const unknown = [...variables].find(
      (name) => !['object', 'objects'].includes(name) && !celTypeNames.has(name),
    );
    if (variables.has('object') && variables.has('objects')) {
      return {
        message: 'the CEL expression is about `object` and `objects` at once',
        next: 'write two expressions',
      };
    }
    if (unknown === undefined) return undefined;
    return {
      message: `the CEL expression uses "${unknown}", which is not there`,
      next: 'use `object` or `objects`',
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { message: `the CEL expression is not valid (${message})`, next: 'correct it' };
  }
}

/** Identifiers CEL defines itself, as in `type(x) == string`. */
const celTypeNames = new Set([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'bytes',
  'list',
  'map',
  'null_type',
  'type',
]);
