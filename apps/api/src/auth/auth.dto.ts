import { z } from 'zod';

export const isolationSchema = z
  .enum(['bubblewrap', 'unshare', 'container', 'none'])
  .describe('How strongly a workspace is kept apart from the host')
  .meta({ id: 'Isolation' });

/** Longest token a client may offer: ours are 43 characters, the rest is patience. */
const tokenLengthMax = 200;

export const loginRequestSchema = z
  .object({ token: z.string().trim().min(1).max(tokenLengthMax) })
  .meta({ id: 'LoginRequest' });

export const meSchema = z
  .object({
    authenticated: z.boolean(),
    learner: z
      .object({ id: z.uuid(), name: z.string(), role: z.enum(['learner', 'operator']) })
      .optional(),
    isolation: isolationSchema,
    notices: z.array(z.string()).describe('What everybody who uses this server should know'),
  })
  .meta({ id: 'Me' });

export type LoginRequest = z.infer<typeof loginRequestSchema>;
export type Me = z.infer<typeof meSchema>;
