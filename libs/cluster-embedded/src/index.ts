export * from './embedded-cluster.js';
export * from './embedded-cluster-provider.js';
