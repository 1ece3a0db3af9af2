import { z } from 'zod';
import { line } from './text.schema.js';

/** A user, a group or a service account. */
export const subjectSchema = z
  .strictObject({
    user: line().optional().describe('A user name: the CN of a client certificate.'),
    groups: z
      .array(line())
      .max(20)
      .optional()
      .describe('Groups the user is in: the O of the certificate.'),
    group: line().optional().describe('Anybody who is in this group.'),
    serviceAccount: z
      .strictObject({ namespace: line(), name: line() })
      .optional()
      .describe('A service account; its groups are added by themselves.'),
  })
  .describe('Who is asked about: one of `user`, `group`, `serviceAccount`.');
export type AccessSubject = z.infer<typeof subjectSchema>;
