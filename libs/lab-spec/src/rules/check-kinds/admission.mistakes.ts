import { type CheckMistakes, exactlyOne } from './check-mistakes.js';

export const admissionMistakes: CheckMistakes = (spec) =>
  exactlyOne(spec, ['admitted', 'refused'], 'the fate of the object');
