import { z } from 'zod';
import { place } from './place.schema.js';
import { labPath } from './text.schema.js';

export const scriptSchema = z
  .strictObject({
    on: place('Where the script runs; on the node as root.'),
    script: labPath().describe('A script of the lab folder; it holds when it ends with status 0.'),
    timeoutSeconds: z
      .int()
      .min(1)
      .max(10)
      .default(5)
      .describe('Stopped when it takes longer; it runs every few seconds.'),
  })
  .describe(
    "The last resort: a script in the learner's own workspace, which explains nothing and which they can trick.",
  );
export type ScriptSpec = z.infer<typeof scriptSchema>;
