export * from './embedded-cluster.js';
export type { EmbeddedClusterOptions } from './embedded-cluster-options.js';
export * from './embedded-cluster-provider.js';
