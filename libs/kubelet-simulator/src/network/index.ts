export * from './cluster-network.js';
export * from './connection-stream.js';
