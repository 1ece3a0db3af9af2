import { z } from 'zod';
import { line } from './text.schema.js';

export const authorizerSchema = z
  .strictObject({
    user: line().describe('Who asked: the whole name, such as jane or system:node:worker.'),
    verb: line().describe('Such as get, list, create.'),
    resource: line().optional().describe('`pods`, `pods/log`, `deployments.apps`.'),
    path: line().optional().describe('In place of `resource`: /metrics.'),
    namespace: line().optional().describe('Without it: whatever the namespace was.'),
    name: line().optional().describe('Without it: whatever the name was.'),
    answeredBy: z
      .enum(['Node', 'RBAC', 'ABAC', 'Webhook', 'AlwaysAllow', 'AlwaysDeny', 'nobody'])
      .describe('The mode that decided; `nobody` where none had an opinion, which is a refusal.'),
    decision: z.enum(['allowed', 'refused']).optional().describe('And what it decided.'),
  })
  .describe('Which authorizer answered a request that was really made, the latest of its kind.');
export type AuthorizerSpec = z.infer<typeof authorizerSchema>;
