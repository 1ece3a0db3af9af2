export * from './terminal.js';
export * from './workspace.js';
