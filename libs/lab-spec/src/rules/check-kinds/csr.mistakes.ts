import { type CheckMistakes, exactlyOne } from './check-mistakes.js';

export const csrMistakes: CheckMistakes = (spec) => {
  if (spec['state'] === undefined || spec['absent'] === undefined) return [];
  return exactlyOne(spec, ['state', 'absent'], 'the fate of the request');
};
