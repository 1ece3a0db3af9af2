import { z } from 'zod';
import { line } from './text.schema.js';

const level = () => z.enum(['privileged', 'baseline', 'restricted']);
/** A whole number, or a template that is one. */
const id = () => z.union([z.int().min(0), line()]);
const capabilities = () => z.array(line()).max(50);

const effective = z
  .strictObject({
    container: line().optional().describe('Without it: every container.'),
    runAsUser: id().optional(),
    runAsGroup: id().optional(),
    runAsNonRoot: z.boolean().optional(),
    fsGroup: id().optional(),
    privileged: z.boolean().optional(),
    allowPrivilegeEscalation: z.boolean().optional(),
    readOnlyRootFilesystem: z.boolean().optional(),
    seccompProfile: line().optional().describe('Its type, such as RuntimeDefault.'),
    capabilities: z
      .strictObject({
        exactly: capabilities().optional(),
        has: capabilities().optional(),
        lacks: capabilities().optional(),
      })
      .optional()
      .describe('What is granted in the end, with what every container gets.'),
  })
  .describe('What containers run with, pod and container put together as the kubelet does.');

export const podSecuritySchema = z
  .strictObject({
    namespace: line(),
    kind: z
      .enum(['Pod', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'])
      .default('Pod')
      .describe('Pods, or what makes them: then their template counts.'),
    name: line().optional(),
    selector: z.union([line(), z.record(z.string(), z.string())]).optional(),
    meets: level().optional().describe('The Pod Security level that each of them keeps to.'),
    effective: effective.optional(),
    enforces: level().optional().describe('The least level the namespace itself enforces.'),
    version: line().default('latest').describe('Of the Pod Security Standards, such as v1.34.'),
  })
  .describe('Pod Security: levels of pods and namespaces, and security contexts as they end up.');
export type PodSecuritySpec = z.infer<typeof podSecuritySchema>;
