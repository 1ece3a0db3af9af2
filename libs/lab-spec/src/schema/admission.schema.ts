import { z } from 'zod';
import { labLimits } from '../limits.js';
import { subjectSchema } from './subject.schema.js';
import { oneOrMany } from './text.schema.js';

const texts = () => oneOrMany(z.string().min(1).max(labLimits.textLength), 10);

export const admissionSchema = z
  .strictObject({
    object: z
      .record(z.string(), z.unknown())
      .describe('The object somebody tries to create; it is not kept (a server-side dry run).'),
    as: subjectSchema.optional().describe('Who tries; without it, somebody who may do anything.'),
    admitted: z
      .union([
        z.literal(true),
        z.strictObject({ warning: texts().describe('Every one of these is in it.') }),
      ])
      .optional()
      .describe('It must be let in; with `warning`, with a warning that has these texts.'),
    refused: z
      .union([
        z.literal(true),
        z.strictObject({ message: texts().describe('Every one of these is in it.') }),
      ])
      .optional()
      .describe('It must be turned away; with `message`, for a reason that has these texts.'),
  })
  .describe('Whether the cluster would let an object in.');
export type AdmissionSpec = z.infer<typeof admissionSchema>;
