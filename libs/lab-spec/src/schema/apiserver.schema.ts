import { z } from 'zod';
import { line } from './text.schema.js';

const values = () => z.array(line()).min(1).max(30);

const flagSchema = z.union([
  line().describe('Exactly this.'),
  z.null().describe('The flag is not given.'),
  z
    .strictObject({
      includes: values().optional().describe('Every one of these is in its comma-separated list.'),
      lacks: values().optional().describe('None of these is.'),
    })
    .describe('For a flag that takes a list.'),
]);
export type FlagExpectation = z.infer<typeof flagSchema>;

export const apiserverSchema = z
  .strictObject({
    flags: z
      .record(line(), flagSchema)
      .optional()
      .describe('What it was started with, by the names of its flags, without the dashes.'),
    endpoints: z
      .array(z.string().regex(/^\/\S*$/, { error: 'is a path such as /readyz' }))
      .min(1)
      .max(20)
      .optional()
      .describe('Paths that must be answered with 200: /readyz, /livez, /healthz.'),
  })
  .describe(
    'The API server as it runs: with which flags, and how it is. One that does not serve fails, whatever is asked.',
  );
export type ApiserverSpec = z.infer<typeof apiserverSchema>;
