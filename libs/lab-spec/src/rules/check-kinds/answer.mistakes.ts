import { fieldsOf, items } from '../../outline.js';
import { answerKinds } from '../../schema/answer.schema.js';
import type { CheckMistake } from '../rule.js';
import { atLeastOne, type CheckMistakes, exactlyOne } from './check-mistakes.js';

export const answerMistakes: CheckMistakes = (spec) => {
  const kinds = exactlyOne(spec, answerKinds, 'the kind of the answer');
  if (kinds.length > 0) return kinds;
  if (spec['text'] !== undefined) {
    const accepts = atLeastOne(fieldsOf(spec['text']), ['equals', 'matches'], 'text answer');
    return accepts.map((mistake) => ({ ...mistake, path: ['text'] }));
  }
  return [...optionMistakes(spec, 'choice'), ...optionMistakes(spec, 'choices')];
};

function optionMistakes(
  spec: ReturnType<typeof fieldsOf>,
  kind: 'choice' | 'choices',
): CheckMistake[] {
  if (spec[kind] === undefined) return [];
  const options = items(fieldsOf(spec[kind])['options']).map(fieldsOf);
  const path = [kind, 'options'];
  const mistakes: CheckMistake[] = [];
  const correct = options.filter((option) => option['correct'] === true).length;
  if (kind === 'choice' && correct !== 1) {
    mistakes.push({
      path,
      message: `${correct} options are correct`,
      next: 'mark exactly one with `correct: true`, or use `choices`',
    });
  }
  if (kind === 'choices' && correct === 0) {
    mistakes.push({
      path,
      message: 'no option is correct',
      next: 'mark those that are with `correct: true`',
    });
  }
  const ids = options.map((option) => option['id']);
  ids.forEach((id, index) => {
    if (id !== undefined && ids.indexOf(id) !== index) {
      mistakes.push({
        path: [...path, index, 'id'],
        message: `the option id "${id}" is used twice`,
        next: 'give each its own',
      });
    }
  });
  return mistakes;
}
