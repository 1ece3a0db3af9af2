export * from './command-line.js';
export * from './command-line-engine.js';
export * from './command-runner.js';
export * from './engine.js';
export * from './execa-command-runner.js';
export * from './fault.js';
export * from './labels.js';
