import { z } from 'zod';

export const healthSchema = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    checks: z.record(z.string(), z.string()).describe('Each part and what it said'),
  })
  .meta({ id: 'Health' });

export type Health = z.infer<typeof healthSchema>;
