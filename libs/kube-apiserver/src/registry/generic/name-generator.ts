import { randomInt } from 'node:crypto';

/** No vowels and no look-alikes (apimachinery `util/rand`): no words come of it. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const nameLengthMax = 63;

/** A name from `metadata.generateName` (apiserver `names.SimpleNameGenerator`). */
export function generateName(base: string): string {
  let suffix = '';
  for (let index = 0; index < suffixLength; index++) {
    suffix += alphabet.charAt(randomInt(alphabet.length));
  }
  return base.slice(0, nameLengthMax - suffixLength) + suffix;
}
