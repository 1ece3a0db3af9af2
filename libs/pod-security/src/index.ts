export * from './control.js';
export * from './controls.js';
export * from './level.js';
export * from './level-version.js';
export * from './namespace-policy.js';
export type * from './pod.js';
export * from './policy.js';
export * from './policy-version.js';
export * from './violations.js';
