export * from './cluster-provider-contract.js';
export * from './fake-cluster-client.js';
export * from './fake-cluster-provider.js';
export * from './virtual-clock.js';
