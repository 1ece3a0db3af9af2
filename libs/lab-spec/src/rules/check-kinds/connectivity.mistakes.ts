import { fieldsOf, items } from '../../outline.js';
import type { CheckMistake } from '../rule.js';
import { atLeastOne, type CheckMistakes, exactlyOne } from './check-mistakes.js';

const clients = ['pod', 'labels', 'anyPod', 'ip'];
const destinations = [...clients, 'service', 'host'];

export const connectivityMistakes: CheckMistakes = (spec) => [
  ...atLeastOne(spec, ['allowed', 'denied'], 'connectivity'),
  ...['allowed', 'denied'].flatMap((list) =>
    items(spec[list]).flatMap((row, index) => [
      ...ends(fieldsOf(row)['from'], [list, index, 'from'], clients, 'who connects'),
      ...ends(fieldsOf(row)['to'], [list, index, 'to'], destinations, 'to whom'),
    ]),
  ),
];

/** Every end has to be said in one way. */
function ends(
  value: unknown,
  path: CheckMistake['path'],
  choices: readonly string[],
  about: string,
): CheckMistake[] {
  const list = Array.isArray(value) ? value : undefined;
  return (list ?? [value]).flatMap((end, index) =>
    exactlyOne(fieldsOf(end), choices, about).map((mistake) => ({
      ...mistake,
      path: [...path, ...(list === undefined ? [] : [index]), ...mistake.path],
    })),
  );
}
