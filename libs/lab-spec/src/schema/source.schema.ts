import { z } from 'zod';
import { line } from './text.schema.js';

/** A key of a Secret. */
export const secretSource = (key: string) =>
  z.strictObject({
    namespace: line().describe('Of the Secret.'),
    name: line().describe('Of the Secret.'),
    key: line().default(key).describe('The key of its data.'),
  });

/** What a kubeconfig has for one user. */
export const kubeconfigSource = z.strictObject({
  path: line().default('~/.kube/config').describe('As the learner names it.'),
  user: line().optional().describe('An entry of `users`; without it, the one of `context`.'),
  context: line().optional().describe('Without it: the current context.'),
});
export type KubeconfigSource = z.infer<typeof kubeconfigSource>;
