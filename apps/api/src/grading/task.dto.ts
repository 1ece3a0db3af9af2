import { z } from 'zod';
import { untranslated } from '../catalog/lab.dto.js';

const evidenceSchema = z
  .object({
    object: z.string().describe('Such as `Role atlas/pod-reader`'),
    fieldPath: z.string().optional(),
    message: z.string(),
  })
  .meta({ id: 'Evidence' });

const outcomeSchema = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('pending') }),
    z.object({ status: z.literal('passed') }),
    z.object({
      status: z.literal('failed'),
      reason: z.string(),
      language: z.string().optional().describe("Of a reason in the author's words"),
      expected: z.string().optional(),
      actual: z.string().optional(),
      evidence: z.array(evidenceSchema),
    }),
    z.object({ status: z.literal('inconclusive'), why: z.string() }),
  ])
  .meta({ id: 'CheckOutcome' });

const questionSchema = z
  .object({
    type: z.enum(['choice', 'choices', 'text', 'number']),
    prompt: z.string(),
    ...untranslated,
    options: z
      .array(z.object({ value: z.string(), label: z.string(), ...untranslated }))
      .optional(),
  })
  .meta({ id: 'Question' });

/** Longest text answer: a paragraph, or a certificate pasted whole. */
const answerLengthMax = 10_000;
/** More choices than any question offers. */
const answerChoicesMax = 100;

const answerValueSchema = z
  .union([
    z.string().max(answerLengthMax),
    z.number(),
    z.array(z.string().max(answerLengthMax)).max(answerChoicesMax),
  ])
  .meta({ id: 'AnswerValue' });

export const answerRequestSchema = z
  .object({ value: answerValueSchema })
  .meta({ id: 'AnswerRequest' });

const checkViewSchema = z
  .object({
    id: z.string().describe('Within the task; the same in every language'),
    name: z.string(),
    ...untranslated,
    kind: z.string(),
    points: z.number(),
    earned: z.boolean().describe('Latched: stays true when the check turns red again'),
    outcome: outcomeSchema,
    explain: z.string().optional(),
    hint: z.string().optional().describe('A nudge, for as long as the check fails'),
    docs: z.string().optional(),
    question: questionSchema.optional(),
    answer: answerValueSchema.optional(),
  })
  .meta({ id: 'CheckView' });

export const taskViewSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    ...untranslated,
    body: z.string().describe('Markdown with the parameters filled in'),
    points: z.number(),
    earned: z.number(),
    state: z.enum(['open', 'passed', 'regressed']),
    hints: z.object({
      total: z.int(),
      revealed: z.array(z.object({ text: z.string(), cost: z.number(), ...untranslated })),
      nextCost: z.number().optional(),
    }),
    solution: z.string().optional().describe('Present once the learner asked for it'),
    checks: z.array(checkViewSchema),
  })
  .meta({ id: 'TaskView' });

export const scoreViewSchema = z
  .object({ points: z.number(), max: z.number(), hintCost: z.number() })
  .meta({ id: 'ScoreView' });

export type AnswerValue = z.infer<typeof answerValueSchema>;
export type AnswerRequest = z.infer<typeof answerRequestSchema>;
export type CheckView = z.infer<typeof checkViewSchema>;
export type TaskView = z.infer<typeof taskViewSchema>;
export type ScoreView = z.infer<typeof scoreViewSchema>;
