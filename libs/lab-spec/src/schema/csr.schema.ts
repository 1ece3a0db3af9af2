import { z } from 'zod';
import { durationRange } from './duration.schema.js';
import { line } from './text.schema.js';

const names = () => z.array(line()).max(50);

export const csrSchema = z
  .strictObject({
    name: line().optional().describe('A CertificateSigningRequest of the cluster.'),
    file: line()
      .optional()
      .describe('A PEM file of the workstation, before it is sent: ~/jane.csr.'),
    key: line().optional().describe('The PEM file of the private key it must belong to.'),
    absent: z.literal(true).optional().describe('There is no such request.'),
    state: z
      .enum(['pending', 'approved', 'denied', 'failed', 'issued'])
      .optional()
      .describe('What became of it. `approved` is also one that is issued already.'),
    signer: line().optional().describe('Such as kubernetes.io/kube-apiserver-client.'),
    requester: line().optional().describe('The user who created the request.'),
    usages: names().optional().describe('All usages asked for, and no other.'),
    commonName: line().optional().describe('The common name (CN) it asks for.'),
    organizations: names().optional().describe('All organizations (O), and no other.'),
    dnsNames: names().optional().describe('Subject alternative names that must be asked for.'),
    lifetime: durationRange().optional().describe('`expirationSeconds` of the request.'),
  })
  .describe('A request for a certificate: what it asks for, and what became of it.');
export type CsrSpec = z.infer<typeof csrSchema>;
