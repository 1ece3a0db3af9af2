import { z } from 'zod';
import { line } from './text.schema.js';

/** Whom the API server takes a request to be from. */
export const identitySchema = z
  .strictObject({
    user: line().describe('The whole name, such as jane or system:serviceaccount:ci:deployer.'),
    groups: z.array(line()).max(20).optional().describe('Groups the user must be in.'),
  })
  .describe('Whom the API server takes the bearer to be, found out by asking it.');
export type IdentitySpec = z.infer<typeof identitySchema>;
