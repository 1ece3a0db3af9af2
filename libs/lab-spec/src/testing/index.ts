export * from './sample-lab.js';
