import { isQualifiedName } from '@drillyard/kube-objects';
import { compareQuantities, formatQuantity, parseQuantity } from '@drillyard/kube-schema';
import {
  duplicateValue,
  type FieldError,
  forbiddenValue,
  invalidValue,
  invalidValues,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];
const one = parseQuantity('1');

/**
 * Lists of which the first must not exceed the second, the field that is blamed, and which of the
 * two amounts is shown as its value: upstream's choice, however odd.
 */
const orders = [
  ['min', 'max', 'min', 0, 'min value %s is greater than max value %s'],
  [
    'min',
    'defaultRequest',
    'defaultRequest',
    1,
    'min value %s is greater than default request value %s',
  ],
  [
    'defaultRequest',
    'max',
    'defaultRequest',
    0,
    'default request value %s is greater than max value %s',
  ],
  [
    'defaultRequest',
    'default',
    'defaultRequest',
    0,
    'default request value %s is greater than default limit value %s',
  ],
  ['min', 'default', 'default', 0, 'min value %s is greater than default value %s'],
  ['default', 'max', 'default', 1, 'default value %s is greater than max value %s'],
] as const;

/** Upstream's `ValidateLimitRange`; names in order, which upstream leaves to chance. */
export function validateLimitRange({ spec = {} }: Draft): FieldError[] {
  const seen = new Set<string>();
  return (spec.limits ?? []).flatMap((item: Draft, index: number) => {
    const field = `spec.limits[${index}]`;
    const type: string = item['type'] ?? '';
    const errors = validateType(type, `${field}.type`);
    if (seen.has(type)) errors.push(duplicateValue(`${field}.type`, type));
    seen.add(type);
    return [...errors, ...validateItem(item, field)];
  });
}

function validateType(type: string, field: string): FieldError[] {
  const mistakes = isQualifiedName(type);
  if (mistakes.length > 0) return invalidValues(field, type, mistakes);
  if (types.includes(type) || type.includes('/')) return [];
  return [invalidValue(field, type, 'must be a standard limit type or fully qualified')];
}

function validateItem(item: Draft, field: string): FieldError[] {
  const errors: FieldError[] = [];
  const { type, min = {}, max = {} } = item;
  if (type === 'Pod') {
    for (const name of ['default', 'defaultRequest']) {
      if (Object.keys(item[name] ?? {}).length === 0) continue;
      errors.push(forbiddenValue(`${field}.${name}`, "may not be specified when `type` is 'Pod'"));
    }
  }
  if (type === 'PersistentVolumeClaim' && !min.storage && !max.storage) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(`${field}.limits`, detail));
  }
  const lists = [item['min'], item['max'], item['default'], item['defaultRequest']];
  const names = new Set(
    [...lists, item['maxLimitRequestRatio']].flatMap((l) => Object.keys(l ?? {})),
  );
  return [...errors, ...[...names].sort().flatMap((name) => validateOrder(item, name, field))];
}

function validateOrder(item: Draft, name: string, field: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const [lower, upper, blamed, shown, words] of orders) {
    const pair: (string | undefined)[] = [item[lower]?.[name], item[upper]?.[name]];
    const [low, high] = pair;
    if (low === undefined || high === undefined) continue;
    if (compareQuantities(parseQuantity(low), parseQuantity(high)) <= 0) continue;
    const detail = words.replace('%s', low).replace('%s', high);
    errors.push(invalidValue(`${field}.${blamed}[${name}]`, pair[shown], detail));
  }
  const ratio = item['maxLimitRequestRatio']?.[name];
  if (ratio === undefined || compareQuantities(parseQuantity(ratio), one) >= 0) return errors;
  const path = `${field}.maxLimitRequestRatio[${name}]`;
  const shown = formatQuantity(parseQuantity(ratio));
  return [...errors, invalidValue(path, ratio, `ratio ${shown} is less than 1`)];
}
