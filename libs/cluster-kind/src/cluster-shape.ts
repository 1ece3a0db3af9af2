import type { ClusterRequest, ClusterSettings } from '@drillyard/cluster';

/** What makes two clusters interchangeable before a lab is set up in them. */
export interface ClusterShape {
  readonly controlPlanes: number;
  readonly workers: number;
  readonly settings: ClusterSettings;
}

export function shapeOf({ nodes, settings = {} }: ClusterRequest): ClusterShape {
  return { controlPlanes: nodes.controlPlane, workers: nodes.workers, settings };
}

export function nodeCount({ controlPlanes, workers }: ClusterShape): number {
  return controlPlanes + workers;
}

/** The same text for the same shape, however its parts were ordered. */
export function shapeKey(shape: ClusterShape): string {
  const { kubernetesVersion = '', featureGates = {}, apiServerArgs = {} } = shape.settings;
  const { disableDefaultCni = false, egress = false, nodeLabels = {} } = shape.settings;
  return JSON.stringify([
    ...[shape.controlPlanes, shape.workers, kubernetesVersion],
    ...[sortedEntries(featureGates), sortedEntries(apiServerArgs), disableDefaultCni, egress],
    sortedEntries(nodeLabels),
  ]);
}

function sortedEntries(record: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
