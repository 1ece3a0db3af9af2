/**
 * What a lab may ask of its cluster beyond the Kubernetes API. The words are those of the
 * `Capability` of `@drillyard/cluster`; this library is below it and lists them for itself.
 */
export const labCapabilities = [
  'containers',
  'cni',
  'node-shell',
  'static-pods',
  'private-registry',
  'metrics',
  'cluster-settings',
] as const;
export type LabCapability = (typeof labCapabilities)[number];
