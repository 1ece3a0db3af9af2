export * from './group-version.js';
export * from './kube-object.js';
