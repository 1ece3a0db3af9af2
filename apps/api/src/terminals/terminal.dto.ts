import { z } from 'zod';

export const terminalViewSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    state: z.enum(['running', 'exited']),
    cols: z.int(),
    rows: z.int(),
  })
  .meta({ id: 'TerminalView' });

export type TerminalView = z.infer<typeof terminalViewSchema>;
