import { z } from 'zod';
import { labSessionStateSchema } from '../lab-sessions/lab-session.dto.js';

const time = z.iso.datetime();
const usage = z.object({ used: z.number(), max: z.number() }).meta({ id: 'Usage' });

const operatedSession = z
  .object({
    id: z.uuid(),
    learner: z.string(),
    lab: z.string(),
    state: labSessionStateSchema,
    provider: z.string().optional(),
    step: z.string().optional().describe('What is being done for it now'),
    ahead: z.int().optional().describe('How many are before it in the queue; 0 is next'),
    createdAt: time,
    readyAt: time.optional(),
    expiresAt: time.optional(),
    terminals: z.int().describe('Open ones'),
  })
  .meta({ id: 'OperatedSession' });

const operatedProvider = z
  .object({
    name: z.string(),
    clusters: z.int().describe('Of live sessions'),
    capacity: z.object({ clusters: usage, memoryBytes: usage }).optional(),
    waiting: z.int(),
    pools: z.array(
      z.object({
        controlPlanes: z.int(),
        workers: z.int(),
        size: z.int(),
        ready: z.int(),
        creating: z.int(),
      }),
    ),
  })
  .meta({ id: 'OperatedProvider' });

const operatedFailure = z
  .object({
    at: time,
    place: z.enum(['session', 'pool', 'sweep']),
    subject: z.string().optional(),
    code: z.string(),
    message: z.string(),
    command: z
      .object({
        commandLine: z.string().describe('Can be pasted into a shell; without secrets'),
        exitCode: z.int().optional(),
        durationMs: z.int(),
        output: z.string().describe('The end of what it said'),
      })
      .optional(),
  })
  .meta({ id: 'OperatedFailure' });

export const operatorOverviewSchema = z
  .object({
    version: z.string(),
    instance: z.string().describe('What the names of everything made in an engine begin with'),
    startedAt: time,
    database: z.string(),
    isolation: z.string(),
    engine: z
      .object({
        name: z.string(),
        version: z.string(),
        rootless: z.boolean(),
        kindVersion: z.string(),
      })
      .optional(),
    warnings: z.array(z.string()),
    isDraining: z.boolean(),
    sessions: z.array(operatedSession).describe('Those that go on, the queue first, in its order'),
    providers: z.array(operatedProvider),
    failures: z.array(operatedFailure).describe('Of this process, the latest first'),
    sweeps: z.object({
      sweptAt: time.optional(),
      removed: z.array(z.object({ at: time, name: z.string() })),
    }),
  })
  .meta({ id: 'OperatorOverview' });
export type OperatorOverview = z.infer<typeof operatorOverviewSchema>;
export type OperatedSession = z.infer<typeof operatedSession>;

export const drainRequestSchema = z
  .object({ isDraining: z.boolean() })
  .meta({ id: 'DrainRequest' });
export type DrainRequest = z.infer<typeof drainRequestSchema>;
