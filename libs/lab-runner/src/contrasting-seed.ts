import { drawParams, type Lab } from '@drillyard/lab-spec';

/** Seeds tried; params of two values differ in all of ten params with far fewer. */
const candidates = 2000;

/**
 * A second seed that draws other values than the first for as many params as possible, so that a
 * name an author left in by hand cannot be right both times. Depends on nothing but its arguments.
 */
export function contrastingSeed({ params }: Pick<Lab, 'params'>, seed: string): string {
  const first = drawParams(params, seed);
  const names = Object.keys(params);
  let best = `${seed}-again`;
  let bestCount = -1;
  for (let number = 0; number < candidates && bestCount < names.length; number++) {
    const candidate = number === 0 ? `${seed}-again` : `${seed}-again-${number}`;
    const drawn = drawParams(params, candidate);
    const count = names.filter((name) => drawn[name] !== first[name]).length;
    if (count > bestCount) [best, bestCount] = [candidate, count];
  }
  return best;
}
