import { z } from 'zod';
import { durationRange } from './duration.schema.js';
import { line } from './text.schema.js';

const names = () => z.array(line()).max(50);

export const csrSchema = z
  .strictObject({
    name: line(),
    absent: z.literal(true).optional().describe('There is no such request.'),
    state: z
      .enum(['pending', 'approved', 'denied', 'failed', 'issued'])
      .optional()
      .describe('What became of it. `approved` is also one that is issued already.'),
    signer: line().optional().describe('Such as kubernetes.io/kube-apiserver-client.'),
    requester: line().optional().describe('The user who created the request.'),
    usages: names().optional().describe('All usages asked for, and no other.'),
    commonName: line().optional(),
    organizations: names().optional().describe('All organizations (O), and no other.'),
    dnsNames: names().optional().describe('Subject alternative names that must be asked for.'),
    lifetime: durationRange().optional().describe('`expirationSeconds` of the request.'),
  })
  .describe('A CertificateSigningRequest: what it asks for, and what became of it.');
export type CsrSpec = z.infer<typeof csrSchema>;
