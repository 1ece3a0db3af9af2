import { z } from 'zod';
import { labLimits } from '../limits.js';
import { place } from './place.schema.js';
import { labPath, line } from './text.schema.js';

export const runStepSchema = z.strictObject({
  on: place('Where the script runs; on the node as root.'),
  script: labPath().describe(
    'A script of the lab folder; run by its #! line, by bash without one.',
  ),
  timeoutSeconds: z.int().min(1).max(300).default(60).describe('Stopped when it takes longer.'),
});

/** Something done to the lab: by the setup, a solution, a variant or a mutant. */
export const stepSchema = z
  .strictObject({
    apply: labPath()
      .optional()
      .describe(
        'A manifest of the lab folder (one or more YAML documents), applied to the cluster.',
      ),
    run: runStepSchema.optional().describe('A script, run as the learner.'),
    answer: z
      .strictObject({
        check: line().describe('The name of an `answer` check of the task, or `task/check`.'),
        value: z
          .union([z.string(), z.number(), z.array(z.string())])
          .describe('The answer given: an option id, a list of them, a text or a number.'),
      })
      .optional()
      .describe('An answer, as the learner would give it.'),
  })
  .describe('One step: exactly one of `apply`, `run`, `answer`.');
export type StepDocument = z.infer<typeof stepSchema>;
export const stepKinds = ['apply', 'run', 'answer'] as const;

export const stepsSchema = z.union([stepSchema, z.array(stepSchema).min(1).max(labLimits.steps)]);
