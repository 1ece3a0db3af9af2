import { z } from 'zod';

/** Texts that are in the lab's own language, whichever it is shown in. */
export const untranslated = {
  untranslated: z
    .array(z.string())
    .optional()
    .describe("Fields that are in the lab's own language, as nobody translated them"),
};

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
    language: z.string().describe('In which it is shown, as a BCP 47 tag'),
    languages: z.array(z.string()).describe('In which there are texts; its own comes first'),
    ...untranslated,
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
    tasks: z.array(z.object({ title: z.string(), ...untranslated })),
  })
  .meta({ id: 'LabDetails' });

export const trackSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    language: z.string().describe('Of the texts, as a BCP 47 tag'),
  })
  .meta({ id: 'Track' });

export type Track = z.infer<typeof trackSchema>;
export type LabHeading = z.infer<typeof labHeadingSchema>;
export type LabSummary = z.infer<typeof labSummarySchema>;
export type LabDetails = z.infer<typeof labDetailsSchema>;
