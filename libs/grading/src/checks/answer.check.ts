/**
 * `answer`: what the learner says when asked.
 *
 * `choice` holds for the one correct option, `choices` for all correct options and no other,
 * `text` for one of the accepted texts or a text the expression (RE2) matches as a whole, space
 * around it and, unless asked for, case put aside; `number` for a number within the tolerance. A
 * wrong answer gets the feedback its author wrote for it; what is correct is never said.
 */
import { type AnswerSpec, type AnswerValue, asList } from '@drillyard/lab-spec';
import type { CheckEvaluator } from '../check-evaluator.js';
import { type CheckOutcome, type Failed, failed, passed } from '../check-outcome.js';
import { Pattern, patternMistake } from '../expressions/pattern.js';

/** Answers are short; what is longer is not compared. */
const answerLengthMax = 1000;

export const answerCheck: CheckEvaluator<'answer'> = {
  kind: 'answer',

  async evaluate({ key, spec }, { answers }) {
    const answer = answers.get(key);
    if (answer === undefined)
      return failed('This question is not answered yet.', {
        expected: 'an answer',
        actual: 'none yet',
      });
    return judgeAnswer(spec, answer);
  },

  dependencies: () => ({ answer: true }),

  lint: (spec) => {
    const mistake = spec.text?.matches && patternMistake(spec.text.matches);
    if (!mistake) return [];
    return [
      {
        path: ['text', 'matches'],
        message: `the regular expression is not valid (${mistake})`,
        next: 'correct it: the syntax is RE2',
      },
    ];
  },
};

/** The verdict on an answer, in the words of the spec. */
export function judgeAnswer(spec: AnswerSpec, answer: AnswerValue): CheckOutcome {
  if (spec.choice !== undefined) return judgeOptions(spec.choice.options, [asText(answer)]);
  if (spec.choices !== undefined) return judgeOptions(spec.choices.options, asTexts(answer));
  if (spec.text !== undefined) return judgeText(spec.text, asText(answer));
  return spec.number === undefined ? passed : judgeNumber(spec.number, asText(answer));
}

type Options = NonNullable<AnswerSpec['choice']>['options'];

function judgeOptions(options: Options, chosen: readonly string[]): CheckOutcome {
  const wrong = options.filter((option) => option.correct !== chosen.includes(option.id));
  const unknown = chosen.filter((id) => !options.some((option) => option.id === id));
  if (wrong.length === 0 && unknown.length === 0) return passed;
  // Only of options that were chosen: the rest would give the answer away.
  const feedback = wrong.flatMap(({ id, feedback: text }) =>
    chosen.includes(id) ? (text ?? []) : [],
  );
  return failed(feedback.join(' ') || notRight, {
    expected: rightAnswer,
    actual: options
      .filter(({ id }) => chosen.includes(id))
      .map(({ text }) => text)
      .join('; '),
  });
}

function judgeText(spec: NonNullable<AnswerSpec['text']>, answer: string): CheckOutcome {
  const fold = (text: string) => (spec.caseSensitive ? text.trim() : text.trim().toLowerCase());
  const isAccepted =
    asList(spec.equals).some((text) => fold(text) === fold(answer)) ||
    (spec.matches !== undefined && new Pattern(spec.matches, spec).matchesAllOf(answer.trim()));
  if (isAccepted) return passed;
  const feedback = spec.feedback?.find(({ equals }) => fold(equals) === fold(answer));
  return failed(feedback?.text ?? notRight, { expected: rightAnswer, actual: answer });
}

function judgeNumber(spec: NonNullable<AnswerSpec['number']>, answer: string): CheckOutcome {
  const given = answer.trim() === '' ? Number.NaN : Number(answer);
  if (!Number.isFinite(given)) {
    return failed(noNumber, { expected: 'a number', actual: answer });
  }
  if (Math.abs(given - Number(spec.equals)) <= spec.tolerance) return passed;
  const feedback = spec.feedback?.find(({ equals }) => equals === given);
  return failed(feedback?.text ?? notRight, { expected: rightAnswer, actual: answer });
}

const notRight = 'That is not right yet.';
const noNumber = 'The answer must be a number.';

/** Whether the reason is what the author of the lab says to this answer. */
export function isAuthorsFeedback({ reason }: Failed): boolean {
  return reason !== notRight && reason !== noNumber;
}

/** Which it is never leaves the server. */
const rightAnswer = 'the right answer';

function asTexts(answer: AnswerValue): readonly string[] {
  return typeof answer === 'object' ? answer : [asText(answer)];
}

function asText(answer: AnswerValue): string {
  const text = typeof answer === 'object' ? answer.join(',') : String(answer);
  return text.slice(0, answerLengthMax);
}
