export * from './fake-terminal.js';
export * from './greeting-cluster.js';
export * from './memory-client.js';
export * from './terminal-contract.js';
export * from './terminal-driver.js';
export * from './workspace-contract.js';
export * from './workspace-subject.js';
