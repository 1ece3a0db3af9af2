import { z } from 'zod';
import { labLimits } from '../limits.js';
import { localeOf } from './locale.schema.js';
import { dnsLabel, line, paragraph } from './text.schema.js';

const option = z.strictObject({
  id: dnsLabel().describe('What a solution or mutant answers with; learners do not see it.'),
  text: line().describe('What the learner chooses. Markdown of one line.'),
  correct: z.boolean().default(false).describe('Whether it belongs to the right answer.'),
  feedback: paragraph().optional().describe('Said to whoever gives this answer wrongly.'),
  locale: localeOf({ text: line(), feedback: paragraph() }),
});
const options = z.strictObject({
  options: z.array(option).min(2).max(20).describe('In the order in which they are shown.'),
});

/** What is said to a particular wrong answer. */
const feedback = {
  text: paragraph().describe('What to say to it. Markdown.'),
  locale: localeOf({ text: paragraph() }),
};

const pattern = z.string().min(1).max(labLimits.expressionLength);

export const answerSchema = z
  .strictObject({
    question: paragraph().describe('Markdown.'),
    locale: localeOf({ question: paragraph() }),
    choice: options.optional().describe('Exactly one option is correct.'),
    choices: options.optional().describe('All correct options must be chosen, and no other.'),
    text: z
      .strictObject({
        equals: z
          .union([line(), z.array(line()).min(1).max(50)])
          .optional()
          .describe('The right answer, or a list of them.'),
        matches: pattern.optional().describe('A regular expression (RE2) for the whole answer.'),
        caseSensitive: z.boolean().default(false).describe('Whether `Pod` is not `pod`.'),
        feedback: z
          .array(z.strictObject({ equals: line().describe('The wrong answer.'), ...feedback }))
          .max(30)
          .optional()
          .describe('Said to a particular wrong answer.'),
      })
      .optional()
      .describe('Compared without surrounding space.'),
    number: z
      .strictObject({
        equals: z.union([z.number(), z.string()]).describe('A number, or a template that is one.'),
        tolerance: z.number().min(0).default(0).describe('How far off is still right.'),
        feedback: z
          .array(z.strictObject({ equals: z.number().describe('The wrong answer.'), ...feedback }))
          .max(30)
          .optional()
          .describe('Said to a particular wrong answer.'),
      })
      .optional()
      .describe('A number.'),
  })
  .describe('A question: exactly one of `choice`, `choices`, `text`, `number`.');
export type AnswerSpec = z.infer<typeof answerSchema>;
export const answerKinds = ['choice', 'choices', 'text', 'number'] as const;
export type AnswerKind = (typeof answerKinds)[number];
