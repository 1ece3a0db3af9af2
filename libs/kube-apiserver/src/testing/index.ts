export * from './new-storage.js';
export * from './request-context.js';
