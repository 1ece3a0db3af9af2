export * from './app-error.js';
export * from './invariant.js';
