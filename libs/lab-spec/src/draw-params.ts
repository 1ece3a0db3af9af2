import type { ParamSpec } from './schema/params.schema.js';
import { SeededRandom } from './seeded-random.js';
import type { ParamValue, ParamValues } from './template.js';

const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;

/**
 * Draws every parameter from the seed. Each depends on the seed and its own name only, so adding
 * a parameter to a lab does not change what the others were.
 */
export function drawParams(specs: Readonly<Record<string, ParamSpec>>, seed: string): ParamValues {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [
      name,
      draw(spec, new SeededRandom(`${seed}/${name}`)),
    ]),
  );
}

function draw(spec: ParamSpec, random: SeededRandom): ParamValue {
  if ('oneOf' in spec) return spec.oneOf[random.below(spec.oneOf.length)] ?? '';
  if ('integer' in spec) {
    const { min, max } = spec.integer;
    return min + random.below(max - min + 1);
  }
  const suffix = Array.from({ length: suffixLength }, () =>
    suffixAlphabet.charAt(random.below(suffixAlphabet.length)),
  );
  return `${spec.dnsLabel.prefix}${suffix.join('')}`;
}
