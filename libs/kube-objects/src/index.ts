export * from './content-format.js';
export * from './field-selector.js';
export * from './group-version.js';
export * from './kube-object.js';
export * from './label-selector.js';
export * from './selector-syntax-error.js';
export * from './yaml-nesting.js';
