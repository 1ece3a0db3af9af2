export * from './check-outcome.js';
