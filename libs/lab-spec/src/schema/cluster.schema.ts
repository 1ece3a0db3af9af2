import { z } from 'zod';
import { labCapabilities } from '../capability.js';

/** A flag of kube-apiserver without its dashes; a feature gate as upstream spells them. */
const flagName = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'is a flag without its dashes');
const gateName = z.string().regex(/^[A-Z][A-Za-z0-9]{0,62}$/, 'is the name of a feature gate');
/** A label's key with its prefix, and its value (apimachinery `util/validation`). */
const labelKey = z
  .string()
  .max(317)
  .regex(
    /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    'is the key of a label',
  )
  // kubelets may not give themselves labels below these (NodeRestriction).
  .refine((key) => !/^([a-z0-9.-]+\.)?(kubernetes|k8s)\.io\//.test(key), 'is not kubernetes.io’s');
const labelValue = z
  .string()
  .regex(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, 'is the value of a label');
const flagValue = z.string().max(1_000);
/** More than any lab turns on, and little enough to read. */
const entriesMax = 20;
const few = (record: Readonly<Record<string, unknown>>) => Object.keys(record).length <= entriesMax;

const destination = z
  .string()
  .max(260)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/, 'is to read like example.com:443');
/** Each is a container for every session. */
const workstationEgressMax = 8;

const settingsSchema = z
  .strictObject({
    kubernetesVersion: z
      .string()
      .regex(/^1\.\d{2}$/, 'is a minor, such as "1.35"')
      .optional()
      .describe('The Kubernetes minor, such as "1.35", in quotes.'),
    featureGates: z
      .record(gateName, z.boolean())
      .refine(few, `has at most ${entriesMax} entries`)
      .optional()
      .describe('For all components.'),
    apiServerArgs: z
      .record(flagName, flagValue)
      .refine(few, `has at most ${entriesMax} entries`)
      .optional()
      .describe('Flags of kube-apiserver without their dashes.'),
    nodeLabels: z
      .record(labelKey, labelValue)
      .refine(few, `has at most ${entriesMax} entries`)
      .optional()
      .describe('Labels of every node.'),
    disableDefaultCni: z
      .boolean()
      .optional()
      .describe('Nodes come up without a network: the learner installs one.'),
    egress: z.boolean().optional().describe('Nodes and pods reach beyond the host.'),
    workstationEgress: z
      .array(destination)
      .max(workstationEgressMax)
      .optional()
      .describe('What the workstation reaches beyond its cluster: example.com:443. Nothing else.'),
  })
  .describe('How the cluster differs from a default one; requires `cluster-settings`.');

export const clusterSchema = z.strictObject({
  requires: z
    .array(z.enum(labCapabilities))
    .default([])
    .describe('Capabilities beyond the API; they decide which providers can run the lab.'),
  nodes: z
    .strictObject({
      controlPlane: z.int().min(1).max(3).default(1).describe('Nodes of the control plane.'),
      workers: z.int().min(0).max(5).default(0).describe('Nodes for workloads alone.'),
    })
    .default({ controlPlane: 1, workers: 0 })
    .describe('How many machines the cluster has.'),
  settings: settingsSchema.optional(),
});
