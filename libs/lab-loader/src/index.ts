export * from './load-lab.js';
export * from './load-labs.js';
