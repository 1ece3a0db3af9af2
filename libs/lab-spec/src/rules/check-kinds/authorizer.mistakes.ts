import { type CheckMistakes, exactlyOne } from './check-mistakes.js';

export const authorizerMistakes: CheckMistakes = (spec) =>
  exactlyOne(spec, ['resource', 'path'], 'what was asked for');
