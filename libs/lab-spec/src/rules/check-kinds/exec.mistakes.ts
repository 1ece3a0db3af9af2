import { type CheckMistakes, exactlyOne } from './check-mistakes.js';

export const execMistakes: CheckMistakes = (spec) =>
  exactlyOne(spec, ['pod', 'selector'], 'the pod to run the command in');
