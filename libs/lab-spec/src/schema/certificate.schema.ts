import { z } from 'zod';
import { durationRange } from './duration.schema.js';
import { identitySchema } from './identity.schema.js';
import { place } from './place.schema.js';
import { kubeconfigSource, secretSource } from './source.schema.js';
import { line } from './text.schema.js';

const names = () => z.array(line()).max(50);

export const certificateSchema = z
  .strictObject({
    on: place('Where `file`, `kubeconfig`, `key` and the file of a CA are.'),
    file: line()
      .optional()
      .describe('A PEM file: ~/jane.crt, or /etc/kubernetes/pki/ca.crt on the node.'),
    secret: secretSource('tls.crt').optional().describe('A key of a Secret.'),
    csr: line().optional().describe('A CertificateSigningRequest: the certificate issued for it.'),
    kubeconfig: kubeconfigSource.optional().describe('The client certificate of a kubeconfig.'),
    endpoint: z
      .literal('apiserver')
      .optional()
      .describe('What the API server shows whoever connects, whatever its files say by now.'),
    commonName: line().optional().describe("The subject's common name (CN): who it is for."),
    organizations: names().optional().describe('All organizations (O), and no other.'),
    dnsNames: names().optional().describe('Subject alternative names that must be there.'),
    ipAddresses: names().optional().describe('Subject alternative addresses that must be there.'),
    usages: names()
      .optional()
      .describe(
        'Key usages that must be there, spelled as in a CertificateSigningRequest: client auth, digital signature.',
      ),
    authority: z.boolean().optional().describe('Whether it may sign other certificates.'),
    issuedBy: line()
      .optional()
      .describe("`cluster` (the cluster's CA), `itself`, or the PEM file of a CA."),
    key: line().optional().describe('The PEM file of the private key it must belong to.'),
    lifetime: durationRange().optional().describe('From its first to its last moment.'),
    remaining: durationRange().optional().describe('From now to its last moment.'),
    authenticatesAs: identitySchema.optional(),
  })
  .describe('An X.509 certificate. One that is not valid at the moment fails, whatever is asked.');
export type CertificateSpec = z.infer<typeof certificateSchema>;
