import type { CheckMistakes } from './check-mistakes.js';

export const resourceMistakes: CheckMistakes = (spec) => {
  if (spec['absent'] === undefined) return [];
  const other = ['exists', 'count'].find((key) => spec[key] !== undefined);
  if (other === undefined) return [];
  const message = `\`absent\` and \`${other}\` contradict each other`;
  return [{ path: [other], message, next: 'keep one of them' }];
};
