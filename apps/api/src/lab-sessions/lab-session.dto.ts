import { z } from 'zod';
import { isolationSchema } from '../auth/auth.dto.js';
import { labHeadingSchema } from '../catalog/lab.dto.js';
import { scoreViewSchema, taskViewSchema } from '../grading/task.dto.js';
import { terminalViewSchema } from '../terminals/terminal.dto.js';

/** A DNS label, as the lab format asks of `metadata.name`. */
const labNameLengthMax = 63;

export const startLabSessionSchema = z
  .object({ lab: z.string().min(1).max(labNameLengthMax) })
  .meta({ id: 'StartLabSession' });

export const labSessionStateSchema = z
  .enum(['requested', 'provisioning', 'ready', 'ending', 'ended', 'failed'])
  .meta({ id: 'LabSessionState' });

const stepViewSchema = z
  .object({ text: z.string(), state: z.enum(['running', 'done']) })
  .meta({ id: 'StepView' });

export const labSessionViewSchema = z
  .object({
    id: z.uuid(),
    lab: labHeadingSchema,
    state: labSessionStateSchema,
    failure: z.object({ code: z.string(), message: z.string() }).optional(),
    steps: z.array(stepViewSchema).describe('How far provisioning is, in order'),
    createdAt: z.iso.datetime(),
    readyAt: z.iso.datetime().optional(),
    endedAt: z.iso.datetime().optional(),
    expiresAt: z.iso.datetime().optional(),
    extensionsLeft: z.int(),
    intro: z.string().describe('Markdown with the parameters filled in'),
    tasks: z.array(taskViewSchema),
    score: scoreViewSchema,
    terminals: z.array(terminalViewSchema),
    isolation: isolationSchema,
    cluster: z.object({ provider: z.string(), version: z.string() }).optional(),
  })
  .meta({ id: 'LabSessionView' });

export type StartLabSession = z.infer<typeof startLabSessionSchema>;
export type StepView = z.infer<typeof stepViewSchema>;
export type LabSessionView = z.infer<typeof labSessionViewSchema>;
