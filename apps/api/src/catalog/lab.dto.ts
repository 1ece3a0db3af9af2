import { z } from 'zod';

const difficultySchema = z
  .enum(['beginner', 'intermediate', 'advanced'])
  .meta({ id: 'Difficulty' });

/** The facts of a lab that every view of it repeats. */
export const labHeadingSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    track: z.string(),
    difficulty: difficultySchema,
    minutes: z.number(),
    timeLimitMinutes: z.number().optional().describe('As in an exam: the lab ends then'),
  })
  .meta({ id: 'LabHeading' });

export const labSummarySchema = labHeadingSchema
  .extend({
    topics: z.array(z.string()),
    points: z.number(),
    available: z.boolean().describe('Whether a cluster that can run it can be had here'),
    unavailableReason: z.string().optional(),
    bestScore: z
      .object({ points: z.number(), max: z.number() })
      .optional()
      .describe('Of the learner who asks'),
    liveSessionId: z.uuid().optional().describe('The session of this lab that goes on now'),
  })
  .meta({ id: 'LabSummary' });

export const labDetailsSchema = labSummarySchema
  .extend({
    intro: z.string().describe('Markdown'),
    taskTitles: z.array(z.string()),
  })
  .meta({ id: 'LabDetails' });

export const trackSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
  })
  .meta({ id: 'Track' });

export type Track = z.infer<typeof trackSchema>;
export type LabHeading = z.infer<typeof labHeadingSchema>;
export type LabSummary = z.infer<typeof labSummarySchema>;
export type LabDetails = z.infer<typeof labDetailsSchema>;
