import { z } from 'zod';

/** What every failed request is answered with (RFC 9457), as application/problem+json. */
export const problemSchema = z
  .object({
    type: z.string().describe('A URI reference naming the kind of problem'),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable, in SCREAMING_SNAKE_CASE'),
    detail: z.string().describe('Names the object and the next step'),
    requestId: z.string().describe('Finds the request in the server log'),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
