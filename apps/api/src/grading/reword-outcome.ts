import { type CheckOutcome, isAuthorsFeedback, judgeAnswer } from '@drillyard/grading';
import type { AnswerValue, Check } from '@drillyard/lab-spec';
import type { CheckView } from './task.dto.js';

/**
 * The outcome in the words of a check that may be translated. What is stored is in the lab's own
 * language; only of answers does it hold an author's text, and only that is said anew.
 */
export function rewordOutcome(
  { shown, original, language, ownLanguage }: RewordOptions,
  outcome: CheckOutcome,
  answer: AnswerValue | undefined,
): CheckView['outcome'] {
  if (outcome.status !== 'failed') return outcome;
  const evidence = [...outcome.evidence];
  if (shown.kind !== 'answer' || original.kind !== 'answer' || answer === undefined) {
    return { ...outcome, evidence };
  }
  const said = judgeAnswer(shown.spec, answer);
  if (said.status !== 'failed') return { ...outcome, evidence };
  const { reason, actual = '' } = said;
  const before = judgeAnswer(original.spec, answer);
  const isTranslated = before.status === 'failed' && before.reason !== reason;
  return {
    ...outcome,
    ...{ reason, actual },
    evidence: evidence.map((one) => ({ ...one, message: actual })),
    ...(isAuthorsFeedback(said) && { language: isTranslated ? language : ownLanguage }),
  };
}

interface RewordOptions {
  /** The check in the language it is shown in. */
  readonly shown: Check;
  readonly original: Check;
  readonly language: string;
  readonly ownLanguage: string;
}
