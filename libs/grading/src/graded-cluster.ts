import type { Cluster } from '@drillyard/cluster';
import type { LabGraderOptions } from './lab-grader.js';

type GradedCluster = Pick<
  LabGraderOptions,
  'cluster' | 'nodeFiles' | 'authorizations' | 'apiserver' | 'network'
>;

/** What a grader looks at of a cluster, with credentials of its own. */
export function gradedCluster(cluster: Cluster): GradedCluster {
  const { client, node, authorizations, apiserver, network } = cluster;
  return { cluster: client, nodeFiles: node?.files, authorizations, apiserver, network };
}
