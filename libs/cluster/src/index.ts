export * from './capability.js';
export * from './cluster-client.js';
export * from './cluster-provider.js';
export * from './component/index.js';
export * from './kube-api-error.js';
export * from './kube-client.js';
export * from './kube-transport.js';
export * from './kubeconfig.js';
