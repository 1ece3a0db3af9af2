import { fieldsOf } from '../../outline.js';
import { atLeastOne, type CheckMistakes } from './check-mistakes.js';

export const apiserverMistakes: CheckMistakes = (spec) => [
  ...atLeastOne(spec, ['flags', 'endpoints'], 'apiserver'),
  ...Object.keys(fieldsOf(spec['flags']))
    .filter((flag) => flag.startsWith('-'))
    .map((flag) => ({
      path: ['flags', flag],
      message: `the flag "${flag}" is written with dashes`,
      next: `write it as ${flag.replace(/^-+/, '')}`,
    })),
];
