export * from './explain.js';
export * from './network.js';
export * from './network-policy.js';
export * from './network-snapshot.js';
export * from './party.js';
export * from './truth-table.js';
export * from './verdict.js';
