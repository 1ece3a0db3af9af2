import { z } from 'zod';
import { line, oneOrMany } from './text.schema.js';

const portNumber = z.int().min(1).max(65535);

const client = {
  pod: line().optional().describe('A pod by its name.'),
  labels: z
    .record(z.string(), z.string())
    .optional()
    .describe('Every pod that has these labels; there must be one.'),
  anyPod: z.literal(true).optional().describe('Every pod of the cluster, or of `namespace`.'),
  ip: line().optional().describe('An address, such as one outside the cluster: 203.0.113.7.'),
  namespace: line()
    .optional()
    .describe('Of the pods or the Service, where it is not the one of the check.'),
};

const from = z
  .strictObject(client)
  .describe('Who connects: one of `pod`, `labels`, `anyPod`, `ip`.');

const to = z
  .strictObject({
    ...client,
    service: line()
      .optional()
      .describe('A Service: each of its endpoints counts, after the port is translated.'),
    host: line()
      .optional()
      .describe('A name as a pod would look it up, DNS traffic included: db, db.shop.svc.'),
  })
  .describe('To whom: one of `pod`, `labels`, `anyPod`, `service`, `host`, `ip`.');

const connections = z.strictObject({
  from: oneOrMany(from, 20).describe('Who connects; of several, every one.'),
  to: oneOrMany(to, 20).describe('To whom; of several, every one.'),
  port: oneOrMany(portNumber, 20).describe('Every one of these ports.'),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP').describe('Of the ports.'),
});

export const connectivitySchema = z
  .strictObject({
    namespace: line().optional().describe('Where pods and Services are, unless they say so.'),
    allowed: z
      .array(connections)
      .min(1)
      .max(50)
      .optional()
      .describe('Every one of these connections must get through.'),
    denied: z
      .array(connections)
      .min(1)
      .max(50)
      .optional()
      .describe('None of these must get through, those in `allowed` excepted.'),
  })
  .describe('Who may reach whom on which port, decided from the network policies.');
export type ConnectivitySpec = z.infer<typeof connectivitySchema>;
export type ConnectionRow = z.infer<typeof connections>;
export type ConnectionEnd = z.infer<typeof to>;
