import type { Draft, ResourceStrategy } from '../resource-strategy.js';
import { validateLimitRange } from './limit-range-validation.js';

export const limitRangeStrategy: ResourceStrategy = {
  group: '',
  resource: 'limitranges',
  createsOnUpdate: true,
  validate: validateLimitRange,
  validateUpdate: validateLimitRange,
  setDefaults({ spec }) {
    for (const item of spec?.limits ?? []) if (item.type === 'Container') setItemDefaults(item);
  },
};

/** What is not said follows from what is: limit from maximum, request from limit or minimum. */
function setItemDefaults(item: Draft): void {
  const limits = { ...item['max'], ...item['default'] };
  const requests = { ...item['min'], ...limits, ...item['defaultRequest'] };
  if (Object.keys(limits).length > 0) item['default'] = limits;
  if (Object.keys(requests).length > 0) item['defaultRequest'] = requests;
}
