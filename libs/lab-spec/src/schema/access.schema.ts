import { z } from 'zod';
import { bindableSchema, subjectSchema } from './subject.schema.js';
import { line } from './text.schema.js';

const verbs = z
  .array(
    z
      .string()
      .regex(/^([a-z]+|\*)$/, { error: 'verbs are lower case, such as get, list, watch, create' }),
  )
  .min(1)
  .max(30);

/** `pods`, `pods/log`, `deployments.apps`, `deployments.apps/scale`, `*`. */
const resourceName = z.string().min(1).max(253);

const rule = z.strictObject({
  verbs: verbs.describe('Such as get, list, watch; `*` for all.'),
  resources: z
    .array(resourceName)
    .min(1)
    .max(50)
    .optional()
    .describe('`pods`, `pods/log`, `deployments.apps`.'),
  apiGroups: z
    .array(z.string().max(253))
    .max(20)
    .optional()
    .describe(
      'Groups of the resources; without it the group is read from the resource (`deployments.apps`).',
    ),
  resourceNames: z.array(line()).max(50).optional().describe('These objects and no others.'),
  nonResourceURLs: z
    .array(z.string().startsWith('/').max(500))
    .min(1)
    .max(20)
    .optional()
    .describe('Paths such as /metrics, in place of `resources`.'),
  namespace: line().optional().describe('Where, if not in the namespace of the check.'),
});

export const accessSchema = z
  .strictObject({
    as: subjectSchema.optional(),
    nobodyBut: z
      .array(bindableSchema)
      .max(20)
      .optional()
      .describe(
        "In place of `as`: nobody but these, and Kubernetes' own components, may do anything of `can`.",
      ),
    can: verbs
      .optional()
      .describe(
        'Every one of these verbs must be allowed; with `nobodyBut`, none of them to others.',
      ),
    cannot: verbs.optional().describe('Every one of these verbs must be refused.'),
    exactly: z
      .array(rule)
      .max(30)
      .optional()
      .describe(
        'All that the subject may do in the whole cluster, and no more. What Kubernetes gives everybody who is authenticated is not counted.',
      ),
    atMost: z
      .array(rule)
      .max(30)
      .optional()
      .describe(
        'The subject may do nothing beyond this, in the whole cluster; it need not be allowed to.',
      ),
    resource: resourceName
      .optional()
      .describe('For `can` and `cannot`: `pods`, `pods/log`, `deployments.apps`.'),
    apiGroup: z
      .string()
      .max(253)
      .optional()
      .describe('Group of `resource`, where its name does not say it.'),
    resourceNames: z.array(line()).min(1).max(20).optional().describe('Only these objects.'),
    nonResourceURL: z
      .string()
      .startsWith('/')
      .max(500)
      .optional()
      .describe('A path such as /metrics, in place of `resource`.'),
    namespace: line().optional().describe('Without it: the whole cluster, that is all namespaces.'),
  })
  .describe('What somebody may do, asked of the authorizer itself.');
export type AccessSpec = z.infer<typeof accessSchema>;
export type AccessRule = z.infer<typeof rule>;
