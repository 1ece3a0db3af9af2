import { z } from 'zod';
import { labLimits } from '../limits.js';
import { clusterSchema } from './cluster.schema.js';
import { defaultLanguage, languageTag, localeOf } from './locale.schema.js';
import { paramName, paramSchema } from './params.schema.js';
import { stepSchema, stepsSchema } from './step.schema.js';
import { taskSchema } from './task.schema.js';
import { dnsLabel, labPath, line, paragraph } from './text.schema.js';

const metadataSchema = z
  .strictObject({
    name: dnsLabel().describe('Unique among all labs; never reused.'),
    title: line().describe('What the learner will be able to do, as a sentence.'),
    description: paragraph().optional().describe('One or two sentences for the catalogue.'),
    language: languageTag()
      .default(defaultLanguage)
      .describe('Of the texts of the lab, as a BCP 47 tag.'),
    locale: localeOf({ title: line(), description: paragraph() }),
    track: dnsLabel().describe('The folder under labs/ it is in.'),
    difficulty: z
      .enum(['beginner', 'intermediate', 'advanced'])
      .describe('What the learner is expected to know already.'),
    minutes: z.int().min(1).max(480).describe('How long a learner is expected to need.'),
    topics: z.array(dnsLabel()).max(20).default([]).describe('Words to find the lab by.'),
  })
  .describe('What the catalogue says of the lab.');

const replaces = z
  .union([dnsLabel(), z.array(dnsLabel()).min(1)])
  .optional()
  .describe(
    'The tasks whose solutions it stands in for; the solutions of all others are carried out as they are.',
  );

const steps = stepsSchema.optional().describe('More than one step.');
const attempt = {
  name: line().describe('Unique among variants and mutants.'),
  replaces,
  steps,
  ...stepSchema.shape,
};

const variantSchema = z
  .strictObject(attempt)
  .describe(
    'Another correct answer; every check must pass. Needed to know that checks do not reject what is right.',
  );
const mutantSchema = z
  .strictObject({
    ...attempt,
    fails: z
      .array(line())
      .min(1)
      .describe('The checks that must fail, as `task/check`; every other check must pass.'),
  })
  .describe('A plausible wrong answer; exactly the named checks must fail.');

export const labApiVersion = 'drillyard.dev/v1';

export const labSchema = z
  .strictObject({
    apiVersion: z.literal(labApiVersion).describe('Of the lab format.'),
    kind: z.literal('Lab').describe('What this file is.'),
    metadata: metadataSchema,
    spec: z
      .strictObject({
        intro: labPath()
          .optional()
          .describe('Markdown shown before the first task; intro.md if it is there.'),
        timeLimitMinutes: z
          .int()
          .min(1)
          .max(480)
          .optional()
          .describe('As in an exam: the lab ends then, nobody gets more time, a reset gives none.'),
        cluster: clusterSchema
          .default({ requires: [], nodes: { controlPlane: 1, workers: 0 } })
          .describe('What the lab needs of its cluster; most labs need not say.'),
        params: z
          .record(paramName, paramSchema)
          .default({})
          .describe(
            'Values drawn per learner, used as {{ params.name }} in texts, manifests and scripts.',
          ),
        setup: z
          .array(stepSchema)
          .max(labLimits.steps)
          .default([])
          .describe('Done before the learner comes.'),
        tasks: z
          .array(taskSchema)
          .min(1)
          .max(labLimits.tasks)
          .describe('What the learner does, in this order; each with checks and a solution.'),
        variants: z
          .array(variantSchema)
          .max(labLimits.variants)
          .default([])
          .describe('Other correct answers, which `lab test` expects to pass.'),
        mutants: z
          .array(mutantSchema)
          .max(labLimits.mutants)
          .default([])
          .describe('Plausible wrong answers, which `lab test` expects to fail.'),
      })
      .describe('What the learner gets, what they do, and how it is proved.'),
  })
  .describe('A Drillyard lab: lab.yaml of a lab folder.');
export type LabDocument = z.infer<typeof labSchema>;
export type VariantDocument = z.infer<typeof variantSchema>;
export type MutantDocument = z.infer<typeof mutantSchema>;
