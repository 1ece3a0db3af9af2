import { z } from 'zod';
import { labLimits } from '../limits.js';
import { line } from './text.schema.js';

const expression = z.string().min(1).max(labLimits.expressionLength);

export const resourceSchema = z
  .strictObject({
    apiVersion: line().describe('Such as v1 or rbac.authorization.k8s.io/v1.'),
    kind: line().describe('Such as Pod or RoleBinding.'),
    name: line().optional().describe('Without it: all of this kind, or those of `selector`.'),
    namespace: line().optional().describe('Without it: all namespaces.'),
    selector: z
      .union([line(), z.record(z.string(), z.string())])
      .optional()
      .describe('Labels, as kubectl takes them (`app=web,tier!=db`) or as a map.'),
    exists: z.literal(true).optional().describe('At least one such object is there (the default).'),
    absent: z.literal(true).optional().describe('No such object is there.'),
    count: z
      .union([
        z.int().min(0),
        z.strictObject({
          min: z.int().min(0).optional().describe('At least so many.'),
          max: z.int().min(0).optional().describe('At most so many.'),
        }),
      ])
      .optional()
      .describe('How many objects there are, of those that `match` and `where` hold for.'),
    match: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'Part of an object: every field given must be equal, lists are compared as sets, null means not set.',
      ),
    where: z
      .union([expression, z.array(expression).min(1).max(20)])
      .optional()
      .describe('CEL over `object` (each object found) or `objects` (all of them).'),
  })
  .describe('Objects of the cluster.');
export type ResourceSpec = z.infer<typeof resourceSchema>;
