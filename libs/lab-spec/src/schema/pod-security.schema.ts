import { z } from 'zod';
import { line } from './text.schema.js';

const level = () => z.enum(['privileged', 'baseline', 'restricted']);
/** A whole number, or a template that is one. */
const id = () => z.union([z.int().min(0), line()]);
const capabilities = () => z.array(line()).max(50);

const effective = z
  .strictObject({
    container: line().optional().describe('Without it: every container.'),
    runAsUser: id().optional().describe('The user id (UID) of its processes.'),
    runAsGroup: id().optional().describe('The group id (GID) of its processes.'),
    runAsNonRoot: z
      .boolean()
      .optional()
      .describe('Whether the kubelet refuses to start it as root.'),
    fsGroup: id().optional().describe('The group that owns the volumes.'),
    privileged: z.boolean().optional().describe('Whether it may do what root of the node may.'),
    allowPrivilegeEscalation: z
      .boolean()
      .optional()
      .describe('Whether a process may gain more than its parent has.'),
    readOnlyRootFilesystem: z
      .boolean()
      .optional()
      .describe('Whether nothing can be written but to volumes.'),
    seccompProfile: line().optional().describe('Its type, such as RuntimeDefault.'),
    capabilities: z
      .strictObject({
        exactly: capabilities()
          .optional()
          .describe('These and no others, such as NET_BIND_SERVICE.'),
        has: capabilities().optional().describe('All of these, and maybe more.'),
        lacks: capabilities().optional().describe('None of these.'),
      })
      .optional()
      .describe('What is granted in the end, with what every container gets.'),
  })
  .describe('What containers run with, pod and container put together as the kubelet does.');

export const podSecuritySchema = z
  .strictObject({
    namespace: line().describe('Of the objects; or the one that is asked about itself.'),
    kind: z
      .enum(['Pod', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob'])
      .default('Pod')
      .describe('Pods, or what makes them: then their template counts.'),
    name: line().optional().describe('Without it: all of this kind, or those of `selector`.'),
    selector: z
      .union([line(), z.record(z.string(), z.string())])
      .optional()
      .describe('Labels, as kubectl takes them or as a map.'),
    meets: level().optional().describe('The Pod Security level that each of them keeps to.'),
    effective: effective.optional(),
    enforces: level().optional().describe('The least level the namespace itself enforces.'),
    version: line().default('latest').describe('Of the Pod Security Standards, such as v1.34.'),
  })
  .describe('Pod Security: levels of pods and namespaces, and security contexts as they end up.');
export type PodSecuritySpec = z.infer<typeof podSecuritySchema>;
