export * from './connect-workspace.js';
export * from './contrasting-seed.js';
export * from './junit.js';
export * from './lab-environment.js';
export * from './proof-report.js';
export * from './prove-lab.js';
export * from './run-steps.js';
export * from './soundness.js';
