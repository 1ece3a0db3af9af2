import { z } from 'zod';
import { line } from './text.schema.js';

const user = line().optional().describe('A user name: the CN of a client certificate.');

const serviceAccount = {
  namespace: line().describe('Where it is.'),
  name: line().describe('What it is called, without its namespace.'),
};

/** A user, a group or a service account. */
export const subjectSchema = z
  .strictObject({
    user,
    groups: z
      .array(line())
      .max(20)
      .optional()
      .describe('Groups the user is in: the O of the certificate.'),
    group: line().optional().describe('Anybody who is in this group.'),
    serviceAccount: z
      .strictObject(serviceAccount)
      .optional()
      .describe('A service account; its groups are added by themselves.'),
  })
  .describe('Who is asked about: one of `user`, `group`, `serviceAccount`.');
export type AccessSubject = z.infer<typeof subjectSchema>;

/** Whom a binding can name. */
export const bindableSchema = z
  .strictObject({
    user,
    group: line().optional().describe('A group, and who is known to be in it.'),
    serviceAccount: z.strictObject(serviceAccount).optional().describe('A service account.'),
  })
  .describe('One of `user`, `group`, `serviceAccount`.');
export type BindableSubject = z.infer<typeof bindableSchema>;
