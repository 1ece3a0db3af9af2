import { z } from 'zod';
import { identitySchema } from './identity.schema.js';
import { line } from './text.schema.js';

/** Entries by name; null where there must be none of that name. */
const entries = <T extends z.ZodType>(entry: T) => z.record(line(), z.union([entry, z.null()]));

/** What a cluster says, be it named or that of a context. */
const sameServerAs = line()
  .optional()
  .describe(
    'A kubeconfig, such as ~/.kube/config, whose current context has the address asked for.',
  );
const trusted = z
  .boolean()
  .optional()
  .describe("Whether the cluster's CA is given and the certificate is checked against it.");

export const kubeconfigSchema = z
  .strictObject({
    path: line().default('~/.kube/config').describe('As the learner names it.'),
    currentContext: line().optional().describe('The context it names as the current one.'),
    contexts: entries(
      z.strictObject({
        cluster: line().optional().describe('The entry of `clusters` it leads to.'),
        user: line().optional().describe('The entry of `users` it acts as.'),
        namespace: line().optional().describe('Left out in the file it is default.'),
        sameServerAs,
        trusted,
      }),
    )
      .optional()
      .describe('Contexts that must be there and what they must say; null: must not be there.'),
    clusters: entries(
      z.strictObject({
        server: line().optional().describe('Its address, such as https://controlplane:6443.'),
        sameServerAs,
        trusted,
      }),
    )
      .optional()
      .describe('Clusters, likewise.'),
    users: entries(
      z.strictObject({
        method: z
          .enum(['certificate', 'token', 'exec'])
          .optional()
          .describe('How the user proves who they are.'),
      }),
    )
      .optional()
      .describe('Users, and how they prove who they are, likewise.'),
    context: line().optional().describe('Whose user `authenticatesAs` is about; else the current.'),
    authenticatesAs: identitySchema.optional(),
  })
  .describe('A kubeconfig of the workstation.');
export type KubeconfigSpec = z.infer<typeof kubeconfigSchema>;
