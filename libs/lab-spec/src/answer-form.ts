import { type AnswerKind, type AnswerSpec, answerKinds } from './schema/answer.schema.js';

/** What a learner sees of an `answer` check: the question and the options, not what is correct. */
export interface AnswerForm {
  readonly kind: AnswerKind;
  /** Markdown. */
  readonly question: string;
  /** Of a `choice` or `choices`, in the author's order. */
  readonly options: readonly { readonly id: string; readonly text: string }[];
}

export function answerForm(spec: AnswerSpec): AnswerForm {
  const options = (spec.choice ?? spec.choices)?.options ?? [];
  return {
    kind: answerKinds.find((kind) => spec[kind] !== undefined) ?? 'text',
    question: spec.question,
    options: options.map(({ id, text }) => ({ id, text })),
  };
}
