import type { AnswerForm } from '@drillyard/lab-spec';
import { RequestError } from '../request-error.js';
import type { AnswerValue } from './task.dto.js';

/** The given value as an answer to the question; whether it is right is for the check to say. */
export function toAnswer(form: AnswerForm, value: AnswerValue): AnswerValue {
  const ids = new Set(form.options.map(({ id }) => id));
  switch (form.kind) {
    case 'choice':
      if (typeof value === 'string' && ids.has(value)) return value;
      throw invalid('one of the options');
    case 'choices':
      if (Array.isArray(value) && value.every((one) => ids.has(one))) return [...new Set(value)];
      throw invalid('a list of options');
    case 'number':
      if (typeof value === 'number') return value;
      throw invalid('a number');
    case 'text':
      if (typeof value === 'string') return value;
      throw invalid('a text');
  }
}

function invalid(expected: string): RequestError {
  return new RequestError('ANSWER_INVALID', `The answer to this question is ${expected}.`);
}
