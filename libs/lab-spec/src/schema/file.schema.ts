import { z } from 'zod';
import { labLimits } from '../limits.js';
import { place } from './place.schema.js';
import { line } from './text.schema.js';

const texts = z.union([
  z.string().min(1).max(labLimits.textLength),
  z.array(z.string().min(1).max(labLimits.textLength)).min(1).max(20),
]);
const patterns = z.union([
  z.string().min(1).max(labLimits.expressionLength),
  z.array(z.string().min(1).max(labLimits.expressionLength)).min(1).max(20),
]);

export const fileSchema = z
  .strictObject({
    on: place('Where the file is.'),
    path: line().describe(
      'As the learner names it: ~/proof.txt; on the node a whole path, below /etc/kubernetes, /var/lib/kubelet or /var/log.',
    ),
    exists: z.literal(true).optional().describe('The file is there (the default).'),
    absent: z.literal(true).optional().describe('The file is not there.'),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, { error: 'is written in octal, in quotes: "0600"' })
      .optional()
      .describe('Exact permission bits.'),
    owner: line().optional().describe('The name of the user it belongs to.'),
    contains: texts.optional().describe('Every one of these texts is in it.'),
    lacks: texts.optional().describe('None of these texts is in it.'),
    matches: patterns
      .optional()
      .describe('Every one of these regular expressions (RE2, multi-line) is found in it.'),
    json: z
      .unknown()
      .optional()
      .describe('The file is JSON and this part of it is equal (as `match` of `resource`).'),
    yaml: z.unknown().optional().describe('The file is YAML and this part of it is equal.'),
  })
  .describe('A file of the workstation or the node.');
export type FileSpec = z.infer<typeof fileSchema>;
