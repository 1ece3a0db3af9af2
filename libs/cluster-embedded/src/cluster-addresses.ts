import type { ClusterPkiOptions } from '@drillyard/kube-apiserver';
import type { EmbeddedClusterOptions } from './embedded-cluster-options.js';

/** The one node of a cluster that has none yet: who its kubelet certificate is for. */
export const nodeName = 'controlplane';
/** What the node is called by others; data only, nothing dials it. */
export const advertiseAddress = '192.168.0.10';
export const address = { nodeName, advertiseAddress };
const serviceAddress = '10.96.0.1';

/** Who the certificates of a new cluster are for. */
export function pkiOptions(
  { apiServerNames = [] }: EmbeddedClusterOptions,
  host: string,
  now: Date,
): ClusterPkiOptions {
  return {
    nodeName,
    advertiseAddress: host,
    serviceAddress,
    apiServerNames: [nodeName, 'localhost', ...apiServerNames],
    apiServerAddresses: ['127.0.0.1', '::1'],
    now,
  };
}
