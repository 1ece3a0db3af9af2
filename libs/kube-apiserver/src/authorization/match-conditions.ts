import { type AuthorizationAttributes, aggregateErrors } from '@drillyard/rbac';
import { CelCompileError } from '../cel/cel-compile-error.js';
import { CelProgram } from '../cel/cel-program.js';
import { CelTimeoutError, withinCelTime } from '../cel/cel-time-limit.js';
import { bool, listOf, mapOf, objectOf, string } from '../cel/cel-type.js';
import { toCelValue } from '../cel/to-cel-value.js';
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  required,
  tooMany,
} from '../registry/field-error.js';

/** Upstream's limit. */
const conditionsMax = 64;

const selector = (name: string) =>
  objectOf(`kubernetes.${name}`, {
    rawSelector: string,
    requirements: listOf(
      objectOf('kubernetes.SelectorRequirement', {
        key: string,
        operator: string,
        values: listOf(string),
      }),
    ),
  });

/** What an expression sees (apiserver `pkg/authorization/cel`, `buildRequestType`). */
const request = objectOf('kubernetes.SubjectAccessReviewSpec', {
  resourceAttributes: objectOf('kubernetes.ResourceAttributes', {
    namespace: string,
    verb: string,
    group: string,
    version: string,
    resource: string,
    subresource: string,
    name: string,
    fieldSelector: selector('FieldSelectorAttributes'),
    labelSelector: selector('LabelSelectorAttributes'),
  }),
  nonResourceAttributes: objectOf('kubernetes.NonResourceAttributes', {
    path: string,
    verb: string,
  }),
  user: string,
  groups: listOf(string),
  extra: mapOf(string, listOf(string)),
  uid: string,
});

export type Match = { readonly matches: boolean } | { readonly error: string };

/** The CEL expressions that say which requests a webhook is asked about: those of which all hold. */
export class MatchConditions {
  constructor(private readonly programs: readonly CelProgram[]) {}

  /** One that is false decides, whatever is wrong with others (apiserver `CELMatcher.Eval`). */
  evaluate(attributes: AuthorizationAttributes): Match {
    const errors: string[] = [];
    try {
      const seen = { request: toCelValue(reviewedRequest(attributes), request) };
      const isExcluded = withinCelTime(() =>
        this.programs.some((program) => {
          const verdict = program.evaluate(seen);
          if (!('error' in verdict)) return verdict.value !== true;
          errors.push(failed(program, verdict.error));
          return false;
        }),
      );
      if (isExcluded) return { matches: false };
    } catch (error) {
      if (!(error instanceof CelTimeoutError)) throw error;
      errors.push(`cel evaluation error: ${error.message}`);
    }
    return errors.length === 0 ? { matches: true } : { error: aggregateErrors(errors) };
  }
}

function failed({ source }: CelProgram, error: string): string {
  return `cel evaluation error: expression '${source}' resulted in error: ${error}`;
}

/** Compiles expressions; `field` is that of their webhook. What is wrong is added to the errors. */
export function compileMatchConditions(
  expressions: readonly string[],
  field: string,
  errors: FieldError[],
): MatchConditions | undefined {
  const list = `${field}.matchConditions`;
  if (expressions.length > conditionsMax) {
    errors.push(tooMany(list, expressions.length, conditionsMax));
    return undefined;
  }
  const programs = expressions.flatMap((source, at) => {
    const path = `${list}[${at}].expression`;
    if (source.trim() === '') errors.push(required(path));
    else if (expressions.indexOf(source) < at) errors.push(duplicateValue(path, source));
    else return compile(source, path, errors);
    return [];
  });
  return programs.length === 0 ? undefined : new MatchConditions(programs);
}

function compile(source: string, path: string, errors: FieldError[]): CelProgram[] {
  try {
    return [CelProgram.compile(source, { request }, bool)];
  } catch (error) {
    if (!(error instanceof CelCompileError || error instanceof CelTimeoutError)) throw error;
    errors.push(invalidValue(path, source, error.message));
    return [];
  }
}

/** Every text is there, also where a request says nothing (`convertObjectToUnstructured`). */
function reviewedRequest(attributes: AuthorizationAttributes): object {
  const { user, verb, path, isResourceRequest, fieldSelector = [] } = attributes;
  const requirements = fieldSelector.map(({ field, operator, value }) => {
    return { key: field, operator: operator === '=' ? 'In' : 'NotIn', values: [value] };
  });
  const resourceAttributes = {
    namespace: attributes.namespace,
    verb,
    group: attributes.apiGroup,
    version: attributes.apiVersion,
    resource: attributes.resource,
    subresource: attributes.subresource,
    name: attributes.name,
    ...(requirements.length > 0 && { fieldSelector: { requirements } }),
  };
  return {
    user: user.name,
    groups: user.groups,
    uid: user.uid ?? '',
    extra: user.extra ?? {},
    ...(isResourceRequest ? { resourceAttributes } : { nonResourceAttributes: { path, verb } }),
  };
}
