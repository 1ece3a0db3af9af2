import { z } from 'zod';
import { durationRange } from './duration.schema.js';
import { kubeconfigSource, secretSource } from './source.schema.js';
import { line } from './text.schema.js';

const audiences = () => z.array(line()).min(1).max(10);

export const tokenSchema = z
  .strictObject({
    file: line().optional().describe('A file of the workstation that holds nothing else.'),
    secret: secretSource('token').optional().describe('A key of a Secret.'),
    kubeconfig: kubeconfigSource.optional().describe('The token of a kubeconfig user.'),
    serviceAccount: z
      .strictObject({
        namespace: line().describe('Where it is.'),
        name: line().describe('What it is called, without its namespace.'),
      })
      .optional()
      .describe('Whose token it must be.'),
    audiences: audiences().optional().describe('All audiences it names, and no other.'),
    expires: z.boolean().optional().describe('Whether it ends by itself.'),
    lifetime: durationRange().optional().describe('From its issue to its expiry.'),
    boundTo: z
      .strictObject({
        kind: z.enum(['Pod', 'Secret', 'Node']).describe('What it dies with.'),
        name: line().describe('The name of that object.'),
      })
      .optional()
      .describe('The object with which it becomes invalid.'),
    accepted: z
      .boolean()
      .default(true)
      .describe('Whether the cluster accepts it, for its first audience.'),
    refusedFor: audiences().optional().describe('Audiences for which it must not be accepted.'),
  })
  .describe("A service account's token, asked of the cluster by a TokenReview.");
export type TokenSpec = z.infer<typeof tokenSchema>;
