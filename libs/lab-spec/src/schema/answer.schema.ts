import { z } from 'zod';
import { labLimits } from '../limits.js';
import { localeOf } from './locale.schema.js';
import { dnsLabel, line, paragraph } from './text.schema.js';

const option = z.strictObject({
  id: dnsLabel(),
  text: line(),
  correct: z.boolean().default(false),
  feedback: paragraph().optional().describe('Said to whoever gives this answer wrongly.'),
  locale: localeOf({ text: line(), feedback: paragraph() }),
});
const options = z.strictObject({ options: z.array(option).min(2).max(20) });

/** What is said to a particular wrong answer. */
const feedback = { text: paragraph(), locale: localeOf({ text: paragraph() }) };

const pattern = z.string().min(1).max(labLimits.expressionLength);

export const answerSchema = z
  .strictObject({
    question: paragraph().describe('Markdown.'),
    locale: localeOf({ question: paragraph() }),
    choice: options.optional().describe('Exactly one option is correct.'),
    choices: options.optional().describe('All correct options must be chosen, and no other.'),
    text: z
      .strictObject({
        equals: z.union([line(), z.array(line()).min(1).max(50)]).optional(),
        matches: pattern.optional().describe('A regular expression (RE2) for the whole answer.'),
        caseSensitive: z.boolean().default(false),
        feedback: z
          .array(z.strictObject({ equals: line(), ...feedback }))
          .max(30)
          .optional()
          .describe('Said to a particular wrong answer.'),
      })
      .optional()
      .describe('Compared without surrounding space.'),
    number: z
      .strictObject({
        equals: z.union([z.number(), z.string()]).describe('A number, or a template that is one.'),
        tolerance: z.number().min(0).default(0),
        feedback: z
          .array(z.strictObject({ equals: z.number(), ...feedback }))
          .max(30)
          .optional(),
      })
      .optional(),
  })
  .describe('A question: exactly one of `choice`, `choices`, `text`, `number`.');
export type AnswerSpec = z.infer<typeof answerSchema>;
export const answerKinds = ['choice', 'choices', 'text', 'number'] as const;
export type AnswerKind = (typeof answerKinds)[number];
