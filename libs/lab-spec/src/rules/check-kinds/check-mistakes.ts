import type { Fields } from '../../outline.js';
import type { CheckMistake } from '../rule.js';

/** What the fields of one kind of check must be together; the schema holds them one by one. */
export type CheckMistakes = (spec: Fields) => CheckMistake[];

/** The check has to name its subject by exactly one of the fields. */
export function exactlyOne(spec: Fields, fields: readonly string[], about: string): CheckMistake[] {
  const given = fields.filter((field) => spec[field] !== undefined);
  if (given.length === 1) return [];
  const choice = fields.map((field) => `\`${field}\``).join(', ');
  const message =
    given.length === 0
      ? `${about} is not said`
      : `${about} is said ${given.length} times: ${given.join(', ')}`;
  return [
    { path: given[1] === undefined ? [] : [given[1]], message, next: `give one of ${choice}` },
  ];
}

/** The check has to ask something. */
export function atLeastOne(spec: Fields, fields: readonly string[], kind: string): CheckMistake[] {
  if (fields.some((field) => spec[field] !== undefined)) return [];
  const choice = fields.map((field) => `\`${field}\``).join(', ');
  return [{ path: [], message: `the ${kind} check asks nothing`, next: `add one of ${choice}` }];
}
