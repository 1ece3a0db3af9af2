import type { AnswerValue, Question } from '../../api-client/views';

/** What is filled in so far, before it is an answer: the text of a field, or the chosen values. */
export interface AnswerDraft {
  readonly text: string;
  readonly chosen: readonly string[];
}

export function draftOf(answer: AnswerValue | undefined): AnswerDraft {
  if (answer === undefined) return { text: '', chosen: [] };
  if (Array.isArray(answer)) return { text: '', chosen: answer };
  return { text: String(answer), chosen: [String(answer)] };
}

/** The answer to send; undefined while there is none, such as letters where a number is asked. */
export function answerOf(type: Question['type'], draft: AnswerDraft): AnswerValue | undefined {
  switch (type) {
    case 'choice':
      return draft.chosen.at(0);
    case 'choices':
      return draft.chosen.length > 0 ? [...draft.chosen] : undefined;
    case 'number': {
      const number = Number(draft.text);
      return draft.text.trim() !== '' && Number.isFinite(number) ? number : undefined;
    }
    case 'text':
      return draft.text.trim() === '' ? undefined : draft.text.trim();
  }
}
