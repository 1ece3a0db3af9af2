import { goQuote } from '@drillyard/rbac';
import type { JsonSchemaProps } from '../schema/json-schema-props.js';
import { ValidationResult } from './validation-result.js';

type Validate = (schema: JsonSchemaProps) => ValidationResult;

/** anyOf, oneOf, allOf and not (kube-openapi `schemaPropsValidator`). */
export function validateCombinations(
  { anyOf = [], oneOf = [], allOf = [], not }: JsonSchemaProps,
  path: string,
  validate: Validate,
): ValidationResult {
  const result = new ValidationResult();
  const fail = (rest: string) => {
    result.add({ code: 'composite', name: path, message: `${goQuote(path)} must ${rest}` });
  };
  if (anyOf.length > 0) {
    const { valid, best } = tryEach(anyOf, validate, true);
    if (valid === 0) fail('validate at least one schema (anyOf)');
    if (best !== undefined) result.merge(best);
  }
  if (oneOf.length > 0) {
    const { valid, best } = tryEach(oneOf, validate, false);
    if (valid !== 1) {
      const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
      fail(`validate one and only one schema (oneOf). ${found}`);
    }
    if (best !== undefined && valid <= 1) result.merge(best);
  }
  if (allOf.length > 0) {
    const outcomes = allOf.map(validate);
    for (const outcome of outcomes) result.merge(outcome);
    const valid = outcomes.filter(({ isValid }) => isValid).length;
    if (valid !== allOf.length) {
      fail(`validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`);
    }
  }
  if (not !== undefined && validate(not).isValid) fail('not validate the schema (not)');
  result.increment();
  return result;
}

/** How many alternatives hold, and the first of them, or the one that came closest. */
function tryEach(
  schemas: readonly JsonSchemaProps[],
  validate: Validate,
  isFirstEnough: boolean,
): { valid: number; best: ValidationResult | undefined } {
  let valid = 0;
  let best: ValidationResult | undefined;
  for (const schema of schemas) {
    const outcome = validate(schema);
    if (outcome.isValid) {
      if (valid === 0) best = outcome;
      valid += 1;
      if (isFirstEnough) break;
    } else if (valid === 0 && (best === undefined || outcome.matchCount > best.matchCount)) {
      best = outcome;
    }
  }
  return { valid, best };
}
