import type { CheckMistakes } from './check-mistakes.js';

export const fileMistakes: CheckMistakes = (spec) => {
  if (spec['absent'] === undefined) return [];
  const other = Object.keys(spec).find((key) => !['on', 'path', 'absent'].includes(key));
  if (other === undefined) return [];
  const message = `a file that is absent cannot be asked for \`${other}\``;
  return [{ path: [other], message, next: 'remove one of the two' }];
};
