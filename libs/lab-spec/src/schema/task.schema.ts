import { z } from 'zod';
import { labLimits } from '../limits.js';
import { checkSchema } from './check.schema.js';
import { localeOf } from './locale.schema.js';
import { stepsSchema } from './step.schema.js';
import { dnsLabel, labPath, line, paragraph } from './text.schema.js';

const hint = z.strictObject({
  text: paragraph().describe('Markdown.'),
  cost: z.int().min(0).max(1000).default(0).describe('Points that reading it costs.'),
  locale: localeOf({ text: paragraph() }),
});

export const taskSchema = z.strictObject({
  id: dnsLabel().describe(
    'Unique within the lab; part of what is stored of a learner, so do not change it.',
  ),
  title: line().describe('Two or three words.'),
  locale: localeOf({ title: line() }),
  body: labPath().describe(
    'Markdown: what to do. Fences ```sh run``` and ```sh copy``` get a button.',
  ),
  points: z.int().min(0).max(1000).default(10).describe('Shared among the checks.'),
  hints: z
    .array(hint)
    .max(labLimits.hintsPerTask)
    .default([])
    .describe('Opened one after the other; the first nudges, the last nearly says it.'),
  checks: z
    .array(checkSchema)
    .min(1)
    .max(labLimits.checksPerTask)
    .describe('What must be true when the task is done; watched while the learner works.'),
  solution: stepsSchema
    .optional()
    .describe('Step or list of steps after which all checks of the task pass.'),
});
export type TaskDocument = z.infer<typeof taskSchema>;
